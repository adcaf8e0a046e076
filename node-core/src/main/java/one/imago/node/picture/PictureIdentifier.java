package one.imago.node.picture;

/** Names the registered work that a picture shows, with certainty, or says that there is none. Thread-safe. */
public interface PictureIdentifier {
    /**
     * @param file the encoded file as received
     * @throws PictureRejected when it is not a picture that this node reads
     */
    Identification identify(byte[] file) throws PictureRejected;
}

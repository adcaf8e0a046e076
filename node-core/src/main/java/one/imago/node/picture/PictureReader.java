package one.imago.node.picture;

/** Reads a stranger's picture, in a child process with limits of memory and time. Thread-safe. */
public interface PictureReader {
    /**
     * @param file the encoded file as received
     * @throws PictureRejected when it is not a picture that this node reads
     */
    Picture read(byte[] file) throws PictureRejected;
}

package one.imago.watermark.codec;

import one.imago.node.picture.PictureRejected;

/** Decodes a file to all of its samples. Thread-safe. */
public interface PictureDecoder {
    /**
     * @param file the encoded file as received
     * @throws PictureRejected when it is not a picture that is read, is damaged, or is over the limits
     */
    DecodedPicture decode(byte[] file) throws PictureRejected;
}

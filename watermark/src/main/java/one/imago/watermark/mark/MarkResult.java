package one.imago.watermark.mark;

import one.imago.node.picture.Picture;
import one.imago.watermark.codec.PictureFormat;

/** What came of marking a file. */
public sealed interface MarkResult {
    /**
     * The marked file. The mark was read back from it.
     *
     * @param file encoded, with the source's metadata
     * @param format of the file
     * @param picture what the file shows
     * @param scheme name of the scheme
     * @param psnr between source and written file as shown, over three 8-bit channels, in dB; capped at 100
     */
    record Marked(byte[] file, PictureFormat format, Picture picture, String scheme, double psnr)
            implements MarkResult {
        @Override
        public String toString() {
            return "Marked[" + file.length + " bytes of " + format + ", " + scheme + ", " + psnr + " dB]";
        }
    }

    /**
     * The picture can't carry the mark.
     *
     * @param reason for a person
     */
    record Unmarkable(String reason) implements MarkResult {}
}

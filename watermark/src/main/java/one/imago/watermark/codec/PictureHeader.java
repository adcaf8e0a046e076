package one.imago.watermark.codec;

/**
 * What a picture file says about itself.
 *
 * @param format its container
 * @param storedWidth pixels as stored, before orientation
 * @param storedHeight pixels as stored, before orientation
 * @param bitDepth bits a sample as stored
 * @param channels samples a pixel as stored; 1 for a palette
 * @param orientation EXIF orientation, 1 to 8; 1 = as stored
 */
public record PictureHeader(
        PictureFormat format, int storedWidth, int storedHeight, int bitDepth, int channels, int orientation) {

    /** Width as shown. */
    public int width() {
        return orientation < 5 ? storedWidth : storedHeight;
    }

    /** Height as shown. */
    public int height() {
        return orientation < 5 ? storedHeight : storedWidth;
    }
}

package one.imago.watermark.codec;

import org.jspecify.annotations.Nullable;

/**
 * Samples of a picture without loss: 8 or 16 bits, gray, colour, with or without alpha. Row by row, pixel by pixel, in
 * the order gray; blue, green, red; or blue, green, red, alpha. The arrays are not copied: whoever makes a raster hands
 * its array over, and readers leave it as it is.
 */
public final class Raster {
    private final int width;
    private final int height;
    private final int channels;
    private final byte @Nullable [] samples8;
    private final short @Nullable [] samples16;

    private Raster(int width, int height, int channels, byte @Nullable [] samples8, short @Nullable [] samples16) {
        if (width < 1 || height < 1 || !(channels == 1 || channels == 3 || channels == 4)) {
            throw new IllegalArgumentException("no raster has " + width + " x " + height + " x " + channels);
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.samples8 = samples8;
        this.samples16 = samples16;
    }

    public static Raster of8(int width, int height, int channels, byte[] samples) {
        requireLength(samples.length, width, height, channels);
        return new Raster(width, height, channels, samples, null);
    }

    public static Raster of16(int width, int height, int channels, short[] samples) {
        requireLength(samples.length, width, height, channels);
        return new Raster(width, height, channels, null, samples);
    }

    private static void requireLength(int length, int width, int height, int channels) {
        if ((long) width * height * channels != length) {
            throw new IllegalArgumentException(
                    length + " samples do not fill " + width + " x " + height + " x " + channels);
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** 1 = gray, 3 = blue, green, red, 4 = the same and alpha. */
    public int channels() {
        return channels;
    }

    /** 8 or 16. */
    public int bitDepth() {
        return samples8 != null ? 8 : 16;
    }

    /** The samples themselves, one byte each, unsigned. */
    public byte[] samples8() {
        if (samples8 == null) {
            throw new IllegalStateException("this raster has 16 bits a sample");
        }
        return samples8;
    }

    /** The samples themselves, unsigned. */
    public short[] samples16() {
        if (samples16 == null) {
            throw new IllegalStateException("this raster has 8 bits a sample");
        }
        return samples16;
    }
}

package one.imago.watermark.whitepaper;

import java.util.Arrays;
import one.imago.node.picture.Picture;

/** A small gray picture, the watermark that a person reads: 8 bits a sample, row by row, 255 = white. Immutable. */
public final class GrayPicture {
    private final int width;
    private final int height;
    private final byte[] samples;

    /** Copies the samples. */
    public GrayPicture(int width, int height, byte[] samples) {
        if (width < 1 || height < 1 || samples.length != width * height) {
            throw new IllegalArgumentException("no gray picture has " + width + " x " + height + " samples");
        }
        this.width = width;
        this.height = height;
        this.samples = samples.clone();
    }

    /** The brightness of a picture, as JPEG weighs its colours. */
    public static GrayPicture of(Picture picture) {
        byte[] bgr = picture.bgr();
        byte[] samples = new byte[bgr.length / 3];
        for (int i = 0; i < samples.length; i++) {
            int sum = 114 * (bgr[3 * i] & 0xff) + 587 * (bgr[3 * i + 1] & 0xff) + 299 * (bgr[3 * i + 2] & 0xff);
            samples[i] = (byte) ((sum + 500) / 1000);
        }
        return new GrayPicture(picture.width(), picture.height(), samples);
    }

    /** All of one gray. */
    static GrayPicture plain(int width, int height, int gray) {
        byte[] samples = new byte[width * height];
        Arrays.fill(samples, (byte) gray);
        return new GrayPicture(width, height, samples);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** 0 to 255. */
    public int at(int x, int y) {
        return samples[y * width + x] & 0xff;
    }

    /** The sample at a position counted row by row. */
    int at(int index) {
        return samples[index] & 0xff;
    }

    /** The whole of it at another size: in proportion, centred on black; each sample the mean of those it covers. */
    GrayPicture fitted(int toWidth, int toHeight) {
        // Compared as products, so that the rounding is the same everywhere.
        boolean wide = (long) width * toHeight >= (long) height * toWidth;
        int innerWidth = wide ? toWidth : (int) Math.max(1, (long) width * toHeight / height);
        int innerHeight = wide ? (int) Math.max(1, (long) height * toWidth / width) : toHeight;
        int left = (toWidth - innerWidth) / 2;
        int top = (toHeight - innerHeight) / 2;
        byte[] fitted = new byte[toWidth * toHeight];
        for (int y = 0; y < innerHeight; y++) {
            for (int x = 0; x < innerWidth; x++) {
                fitted[(top + y) * toWidth + left + x] = (byte) mean(
                        scaled(x, width, innerWidth), scaled(x + 1, width, innerWidth),
                        scaled(y, height, innerHeight), scaled(y + 1, height, innerHeight));
            }
        }
        return new GrayPicture(toWidth, toHeight, fitted);
    }

    private static int scaled(int at, int from, int to) {
        return (int) ((long) at * from / to);
    }

    /** Of at least one sample. */
    private int mean(int left, int right, int top, int bottom) {
        long sum = 0;
        int endX = Math.max(left + 1, right);
        int endY = Math.max(top + 1, bottom);
        for (int y = top; y < endY; y++) {
            for (int x = left; x < endX; x++) {
                sum += at(x, y);
            }
        }
        return (int) (sum / ((long) (endX - left) * (endY - top)));
    }

    /** The same in three colours, every sample so many pixels wide and high. */
    public Picture enlarged(int times) {
        byte[] bgr = new byte[3 * width * times * height * times];
        for (int i = 0; i < bgr.length / 3; i++) {
            int x = i % (width * times) / times;
            int y = i / (width * times) / times;
            Arrays.fill(bgr, 3 * i, 3 * i + 3, (byte) at(x, y));
        }
        return new Picture(width * times, height * times, bgr);
    }

    public byte[] samples() {
        return samples.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrayPicture picture
                && picture.width == width
                && Arrays.equals(picture.samples, samples);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "gray picture of " + width + " x " + height;
    }
}

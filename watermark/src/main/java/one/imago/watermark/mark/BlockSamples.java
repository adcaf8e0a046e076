package one.imago.watermark.mark;

import one.imago.watermark.codec.Raster;

/** One 8 x 8 block of a raster at a time, in units of 8-bit gray levels, rounded and clipped as it will be stored. */
final class BlockSamples {
    private static final float[] WEIGHTS = {0.114f, 0.587f, 0.299f};

    private final int width;
    private final int channels;
    private final int colours;
    private final byte[] samples8;
    private final short[] samples16;
    private final boolean wide;
    private final Raster raster;
    /** 64 values of blue, then green, then red; or of gray. */
    private final float[] values = new float[3 * 64];

    private int origin;

    private BlockSamples(Raster raster) {
        this.raster = raster;
        width = raster.width();
        channels = raster.channels();
        colours = Math.min(3, channels);
        wide = raster.bitDepth() == 16;
        samples8 = wide ? new byte[0] : raster.samples8();
        samples16 = wide ? raster.samples16() : new short[0];
    }

    static BlockSamples copyOf(Raster raster) {
        return new BlockSamples(
                raster.bitDepth() == 8
                        ? Raster.of8(
                                raster.width(),
                                raster.height(),
                                raster.channels(),
                                raster.samples8().clone())
                        : Raster.of16(
                                raster.width(),
                                raster.height(),
                                raster.channels(),
                                raster.samples16().clone()));
    }

    Raster raster() {
        return raster;
    }

    /** Takes up a block; false when some of it is transparent, where no reader will see the samples. */
    boolean load(int bx, int by) {
        origin = (8 * by * width + 8 * bx) * channels;
        for (int y = 0; y < 8; y++) {
            int at = origin + y * width * channels;
            for (int x = 0; x < 8; x++, at += channels) {
                if (channels == 4 && sample(at + 3) < 255) {
                    return false;
                }
                for (int c = 0; c < colours; c++) {
                    values[64 * c + 8 * y + x] = sample(at + c);
                }
            }
        }
        return true;
    }

    /** The luma's coefficient. */
    float project(float[] basis) {
        float sum = 0;
        for (int i = 0; i < 64; i++) {
            float luma = colours == 1
                    ? values[i]
                    : WEIGHTS[0] * values[i] + WEIGHTS[1] * values[64 + i] + WEIGHTS[2] * values[128 + i];
            sum += luma * basis[i];
        }
        return sum;
    }

    /**
     * Adds so much of a pattern to the luma, the chosen channel taking twice the share of each other.
     *
     * @return whether black or white swallowed a part of it
     */
    boolean add(float[] basis, float amount, int channel) {
        float unit = colours == 1 ? amount : amount / (1 + WEIGHTS[channel]);
        boolean clipped = false;
        for (int c = 0; c < colours; c++) {
            float share = colours > 1 && c == channel ? 2 * unit : unit;
            for (int i = 0; i < 64; i++) {
                float value = values[64 * c + i] + share * basis[i];
                if (value < 0 || value > 255) {
                    clipped = true;
                    value = value < 0 ? 0 : 255;
                }
                values[64 * c + i] = wide ? value : (int) (value + 0.5f);
            }
        }
        return clipped;
    }

    void store() {
        for (int y = 0; y < 8; y++) {
            int at = origin + y * width * channels;
            for (int x = 0; x < 8; x++, at += channels) {
                for (int c = 0; c < colours; c++) {
                    float value = values[64 * c + 8 * y + x];
                    if (wide) {
                        samples16[at + c] = (short) Math.round(value * 257);
                    } else {
                        samples8[at + c] = (byte) value;
                    }
                }
            }
        }
    }

    private float sample(int at) {
        return wide ? (samples16[at] & 0xffff) / 257f : samples8[at] & 0xff;
    }
}

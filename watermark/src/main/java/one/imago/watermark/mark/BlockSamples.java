package one.imago.watermark.mark;

import one.imago.watermark.codec.Raster;

/**
 * One 8 x 8 block of a raster at a time, changed in place, in units of 8-bit gray levels. Written for speed: this is
 * where marking a large picture spends its time.
 */
abstract class BlockSamples {
    static final float WEIGHT_BLUE = 0.114f;
    static final float WEIGHT_GREEN = 0.587f;
    static final float WEIGHT_RED = 0.299f;
    private static final float[] WEIGHTS = {WEIGHT_BLUE, WEIGHT_GREEN, WEIGHT_RED};

    final int width;
    final int channels;
    private final Raster raster;
    /** Index of the block's first sample. */
    int origin;

    private BlockSamples(Raster raster) {
        this.raster = raster;
        width = raster.width();
        channels = raster.channels();
    }

    static BlockSamples copyOf(Raster raster) {
        return raster.bitDepth() == 8 ? new Narrow(raster) : new Wide(raster);
    }

    Raster raster() {
        return raster;
    }

    /** Goes to a block; false when some of it is transparent, where no reader will see the samples. */
    final boolean go(int bx, int by) {
        origin = (8 * by * width + 8 * bx) * channels;
        return channels < 4 || opaque();
    }

    /** Adds so much of a pattern to the luma, the chosen channel taking twice the share of each other. */
    final boolean addLuma(float[] basis, float amount, int channel) {
        if (channels == 1) {
            return add(basis, amount, 0, 0);
        }
        float unit = amount / (1 + WEIGHTS[channel]);
        return add(
                basis, channel == 0 ? 2 * unit : unit, channel == 1 ? 2 * unit : unit, channel == 2 ? 2 * unit : unit);
    }

    abstract boolean opaque();

    /** The luma's coefficient. */
    abstract float project(float[] basis);

    /** Adds a pattern; returns whether black or white swallowed a part of it. For gray only the first amount counts. */
    abstract boolean add(float[] basis, float blue, float green, float red);

    private static final class Narrow extends BlockSamples {
        private final byte[] samples;

        Narrow(Raster raster) {
            this(raster, raster.samples8().clone());
        }

        private Narrow(Raster raster, byte[] samples) {
            super(Raster.of8(raster.width(), raster.height(), raster.channels(), samples));
            this.samples = samples;
        }

        @Override
        boolean opaque() {
            for (int i = 0; i < 64; i++) {
                if (samples[origin + ((i >> 3) * width + (i & 7)) * channels + 3] != -1) {
                    return false;
                }
            }
            return true;
        }

        @Override
        float project(float[] basis) {
            float sum = 0;
            for (int y = 0; y < 8; y++) {
                int at = origin + y * width * channels;
                for (int i = 8 * y; i < 8 * y + 8; i++, at += channels) {
                    float luma = channels == 1
                            ? samples[at] & 0xff
                            : WEIGHT_BLUE * (samples[at] & 0xff)
                                    + WEIGHT_GREEN * (samples[at + 1] & 0xff)
                                    + WEIGHT_RED * (samples[at + 2] & 0xff);
                    sum += luma * basis[i];
                }
            }
            return sum;
        }

        @Override
        boolean add(float[] basis, float blue, float green, float red) {
            int clipped = 0;
            for (int y = 0; y < 8; y++) {
                int at = origin + y * width * channels;
                for (int i = 8 * y; i < 8 * y + 8; i++, at += channels) {
                    clipped |= change(at, blue * basis[i]);
                    if (channels > 1) {
                        clipped |= change(at + 1, green * basis[i]);
                        clipped |= change(at + 2, red * basis[i]);
                    }
                }
            }
            return clipped != 0;
        }

        /** Returns zero unless the sum left the range. Samples are whole, so that rounding the change rounds the sum. */
        private int change(int at, float by) {
            int sum = (samples[at] & 0xff) + (int) (by + 1024.5f) - 1024;
            int outside = sum & ~0xff;
            if (outside != 0) {
                sum = sum < 0 ? 0 : 255;
            }
            samples[at] = (byte) sum;
            return outside;
        }
    }

    private static final class Wide extends BlockSamples {
        private final short[] samples;

        Wide(Raster raster) {
            this(raster, raster.samples16().clone());
        }

        private Wide(Raster raster, short[] samples) {
            super(Raster.of16(raster.width(), raster.height(), raster.channels(), samples));
            this.samples = samples;
        }

        @Override
        boolean opaque() {
            for (int i = 0; i < 64; i++) {
                if (samples[origin + ((i >> 3) * width + (i & 7)) * channels + 3] != -1) {
                    return false;
                }
            }
            return true;
        }

        @Override
        float project(float[] basis) {
            float sum = 0;
            for (int i = 0; i < 64; i++) {
                int at = origin + ((i >> 3) * width + (i & 7)) * channels;
                float luma = channels == 1
                        ? samples[at] & 0xffff
                        : WEIGHT_BLUE * (samples[at] & 0xffff)
                                + WEIGHT_GREEN * (samples[at + 1] & 0xffff)
                                + WEIGHT_RED * (samples[at + 2] & 0xffff);
                sum += luma * basis[i];
            }
            return sum / 257;
        }

        @Override
        boolean add(float[] basis, float blue, float green, float red) {
            boolean clipped = false;
            for (int i = 0; i < 64; i++) {
                int at = origin + ((i >> 3) * width + (i & 7)) * channels;
                clipped |= change(at, blue * basis[i]);
                if (channels > 1) {
                    clipped |= change(at + 1, green * basis[i]);
                    clipped |= change(at + 2, red * basis[i]);
                }
            }
            return clipped;
        }

        private boolean change(int at, float by) {
            int sum = (samples[at] & 0xffff) + Math.round(257 * by);
            int kept = Math.max(0, Math.min(65535, sum));
            samples[at] = (short) kept;
            return kept != sum;
        }
    }
}

package one.imago.watermark.whitepaper;

import one.imago.watermark.codec.Raster;

/** Adds the cosine pattern to 8 x 8 blocks of a copy of a raster, in units of 8-bit gray levels. */
final class BlockPainter {
    private final Raster source;
    private final int width;
    private final int channels;
    private final byte[] narrow;
    private final short[] wide;

    BlockPainter(Raster source) {
        this.source = source;
        this.width = source.width();
        this.channels = source.channels();
        boolean bytes = source.bitDepth() == 8;
        this.narrow = bytes ? source.samples8().clone() : new byte[0];
        this.wide = bytes ? new short[0] : source.samples16().clone();
    }

    /**
     * Adds to one block; leaves it as it is when some of it is transparent, where no reader will see the samples.
     *
     * @param colour index of the sample to change; gray pictures have but one
     * @param strength in units of the orthonormal coefficient, with sign
     */
    void add(int bx, int by, int colour, float strength) {
        int origin = (8 * by * width + 8 * bx) * channels;
        if (channels == 4 && !opaque(origin)) {
            return;
        }
        int first = origin + (channels == 1 ? 0 : colour);
        float swallowed = add(first, strength);
        if (swallowed != 0) {
            // Half of the pattern can't be seen on pure white or black; the other half says it twice as loud.
            add(first, swallowed);
        }
    }

    /** Returns how much of the coefficient black or white swallowed. */
    private float add(int first, float strength) {
        float swallowed = 0;
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                float weight = Coefficient.PATTERN[8 * y + x];
                swallowed += weight * change(first + (y * width + x) * channels, strength * weight);
            }
        }
        return swallowed;
    }

    Raster raster() {
        return source.bitDepth() == 8
                ? Raster.of8(width, source.height(), channels, narrow)
                : Raster.of16(width, source.height(), channels, wide);
    }

    private boolean opaque(int origin) {
        for (int i = 0; i < 64; i++) {
            int at = origin + ((i >> 3) * width + (i & 7)) * channels + 3;
            if ((source.bitDepth() == 8 ? narrow[at] : wide[at]) != -1) {
                return false;
            }
        }
        return true;
    }

    /** Returns what did not fit between black and white. */
    private float change(int at, float by) {
        if (narrow.length > 0) {
            int sum = (narrow[at] & 0xff) + Math.round(by);
            int kept = Math.max(0, Math.min(255, sum));
            narrow[at] = (byte) kept;
            return sum - kept;
        }
        int sum = (wide[at] & 0xffff) + Math.round(257 * by);
        int kept = Math.max(0, Math.min(65535, sum));
        wide[at] = (short) kept;
        return (sum - kept) / 257f;
    }
}

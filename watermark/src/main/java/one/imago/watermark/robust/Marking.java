package one.imago.watermark.robust;

import one.imago.watermark.codec.Raster;

/**
 * Adds a tile to samples. Half of the change goes to all channels alike, half by their share of the luma: the same
 * change of luma then costs a fifth less in mean square than an equal change of all three.
 *
 * <p>Paper white and pitch black can change to one side only. Half of the mark is lost there, and the other half may be
 * root two times as strong for the same change in mean square.
 */
final class Marking {
    private static final float SQUARES =
            Canvas.BLUE * Canvas.BLUE + Canvas.GREEN * Canvas.GREEN + Canvas.RED * Canvas.RED;
    private static final float BLUE = 0.5f + 0.5f * Canvas.BLUE / SQUARES;
    private static final float GREEN = 0.5f + 0.5f * Canvas.GREEN / SQUARES;
    private static final float RED = 0.5f + 0.5f * Canvas.RED / SQUARES;

    private static final float ONE_SIDED = (float) Math.sqrt(2);

    private Marking() {}

    /**
     * @param level index into the table of strengths for each pixel
     * @return a new raster
     */
    static Raster add(Raster raster, byte[] level, float[] strength, float[] tile) {
        boolean narrow = raster.bitDepth() == 8;
        byte[] bytes = narrow ? raster.samples8().clone() : new byte[0];
        short[] words = narrow ? new short[0] : raster.samples16().clone();
        int width = raster.width();
        int channels = raster.channels();
        float[] change = new float[width];
        for (int y = 0; y < raster.height(); y++) {
            int row = (y & (Layout.TILE - 1)) * Layout.TILE;
            for (int x = 0; x < width; x++) {
                change[x] = strength[level[y * width + x] & 0xff] * tile[row + (x & (Layout.TILE - 1))];
            }
            if (narrow) {
                add8(bytes, y * width * channels, channels, change);
            } else {
                add16(words, y * width * channels, channels, change);
            }
        }
        return narrow
                ? Raster.of8(width, raster.height(), channels, bytes)
                : Raster.of16(width, raster.height(), channels, words);
    }

    private static void add8(byte[] samples, int from, int channels, float[] change) {
        int at = from;
        for (float d : change) {
            if (channels == 1) {
                int gray = samples[at] & 0xff;
                samples[at] = clip8(gray + room(gray, gray, 255) * d);
            } else {
                int blue = samples[at] & 0xff;
                int green = samples[at + 1] & 0xff;
                int red = samples[at + 2] & 0xff;
                float room = room(Math.min(blue, Math.min(green, red)), Math.max(blue, Math.max(green, red)), 255) * d;
                samples[at] = clip8(blue + BLUE * room);
                samples[at + 1] = clip8(green + GREEN * room);
                samples[at + 2] = clip8(red + RED * room);
            }
            at += channels;
        }
    }

    /** How much stronger a pixel may be marked, of whose samples the least and the greatest are given. */
    private static float room(int least, int greatest, int white) {
        return greatest == 0 || least == white ? ONE_SIDED : 1;
    }

    private static byte clip8(float value) {
        return (byte) (int) (Math.max(0, Math.min(255, value)) + 0.5f);
    }

    private static void add16(short[] samples, int from, int channels, float[] change) {
        int at = from;
        for (float d : change) {
            if (channels == 1) {
                int gray = samples[at] & 0xffff;
                samples[at] = clip16(gray + 257 * room(gray, gray, 65535) * d);
            } else {
                int blue = samples[at] & 0xffff;
                int green = samples[at + 1] & 0xffff;
                int red = samples[at + 2] & 0xffff;
                float room = 257
                        * room(Math.min(blue, Math.min(green, red)), Math.max(blue, Math.max(green, red)), 65535)
                        * d;
                samples[at] = clip16(blue + BLUE * room);
                samples[at + 1] = clip16(green + GREEN * room);
                samples[at + 2] = clip16(red + RED * room);
            }
            at += channels;
        }
    }

    private static short clip16(float value) {
        return (short) (int) (Math.max(0, Math.min(65535, value)) + 0.5f);
    }
}

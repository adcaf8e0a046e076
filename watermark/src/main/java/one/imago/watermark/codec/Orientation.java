package one.imago.watermark.codec;

/** The eight EXIF orientations as a change of coordinates between the stored and the shown picture. */
public final class Orientation {
    private static final int TILE = 32;

    private Orientation() {}

    /** Turns a stored raster the way it is shown. Returns the same raster for orientation 1. */
    public static Raster upright(Raster stored, int orientation) {
        return turn(stored, orientation);
    }

    /** Turns a shown raster back to the way it is stored; the inverse of {@link #upright}. */
    public static Raster stored(Raster upright, int orientation) {
        // Only the two quarter turns are not their own inverse.
        return turn(upright, orientation == 6 ? 8 : orientation == 8 ? 6 : orientation);
    }

    private static Raster turn(Raster from, int orientation) {
        if (orientation <= 1 || orientation > 8) {
            return from;
        }
        int width = orientation < 5 ? from.width() : from.height();
        int height = orientation < 5 ? from.height() : from.width();
        int channels = from.channels();
        Turn turn = Turn.of(orientation, from.width(), from.height());
        if (from.bitDepth() == 8) {
            return Raster.of8(width, height, channels, turn.bytes(from.samples8(), width, height, channels));
        }
        return Raster.of16(width, height, channels, turn.words(from.samples16(), width, height, channels));
    }

    /** Source index of target (x, y) is origin + x * stepX + y * stepY. */
    private record Turn(int origin, int stepX, int stepY) {
        static Turn of(int orientation, int w, int h) {
            int origin = switch (orientation) {
                case 2, 8 -> w - 1;
                case 3, 7 -> w * h - 1;
                case 4, 6 -> w * (h - 1);
                default -> 0;
            };
            int stepX = switch (orientation) {
                case 2, 3 -> -1;
                case 5, 8 -> w;
                case 6, 7 -> -w;
                default -> 1;
            };
            int stepY = switch (orientation) {
                case 3, 4 -> -w;
                case 5, 6 -> 1;
                case 7, 8 -> -1;
                default -> w;
            };
            return new Turn(origin, stepX, stepY);
        }

        /** In tiles, so that a quarter turn of a large picture stays in the cache. */
        byte[] bytes(byte[] source, int width, int height, int channels) {
            byte[] target = new byte[source.length];
            for (int top = 0; top < height; top += TILE) {
                for (int left = 0; left < width; left += TILE) {
                    for (int y = top; y < Math.min(top + TILE, height); y++) {
                        int right = Math.min(left + TILE, width);
                        int from = (origin + left * stepX + y * stepY) * channels;
                        int to = (y * width + left) * channels;
                        for (int x = left; x < right; x++, from += stepX * channels, to += channels) {
                            for (int c = 0; c < channels; c++) {
                                target[to + c] = source[from + c];
                            }
                        }
                    }
                }
            }
            return target;
        }

        short[] words(short[] source, int width, int height, int channels) {
            short[] target = new short[source.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int from = (origin + x * stepX + y * stepY) * channels;
                    System.arraycopy(source, from, target, (y * width + x) * channels, channels);
                }
            }
            return target;
        }
    }
}

package one.imago.watermark.fingerprint;

import one.imago.node.picture.Picture;

/**
 * A picture as 32 x 32 gray bytes, as ISCC prepares it: borders in the colour of the first pixel are cut off, colours
 * become gray, and a bicubic filter (a = −1/2, stretched over what it shrinks) runs along the rows and then along the
 * columns. Every step ends in bytes, with weights in 22-bit fixed point, as in the Python library Pillow, which the
 * reference prepares pictures with.
 */
final class IsccThumbnail {
    static final int SIDE = 32;

    private static final int PRECISION = 22;
    private static final double CUBIC = -0.5;
    private static final double REACH = 2;

    private IsccThumbnail() {}

    static byte[] of(Picture picture) {
        Frame frame = withoutBorder(picture);
        Weights across = Weights.of(frame.width());
        Weights down = Weights.of(frame.height());
        byte[] rows = new byte[SIDE * frame.height()];
        byte[] line = new byte[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            gray(picture, frame, y, line);
            for (int i = 0; i < SIDE; i++) {
                rows[SIDE * y + i] = across.at(i, line, 0, 1);
            }
        }
        byte[] gray = new byte[SIDE * SIDE];
        for (int j = 0; j < SIDE; j++) {
            for (int i = 0; i < SIDE; i++) {
                gray[SIDE * j + i] = down.at(j, rows, i, SIDE);
            }
        }
        return gray;
    }

    private record Frame(int left, int top, int width, int height) {}

    /** All of it when it has one colour. */
    private static Frame withoutBorder(Picture picture) {
        int left = picture.width();
        int top = picture.height();
        int right = -1;
        int bottom = -1;
        for (int y = 0; y < picture.height(); y++) {
            int first = 0;
            while (first < picture.width() && isBorder(picture, first, y)) {
                first++;
            }
            if (first < picture.width()) {
                int last = picture.width() - 1;
                while (isBorder(picture, last, y)) {
                    last--;
                }
                left = Math.min(left, first);
                right = Math.max(right, last);
                top = Math.min(top, y);
                bottom = y;
            }
        }
        return bottom < 0
                ? new Frame(0, 0, picture.width(), picture.height())
                : new Frame(left, top, right - left + 1, bottom - top + 1);
    }

    private static boolean isBorder(Picture picture, int x, int y) {
        byte[] bgr = picture.bgr();
        int at = 3 * (picture.width() * y + x);
        return bgr[at] == bgr[0] && bgr[at + 1] == bgr[1] && bgr[at + 2] == bgr[2];
    }

    private static void gray(Picture picture, Frame frame, int y, byte[] line) {
        byte[] bgr = picture.bgr();
        int at = 3 * (picture.width() * (frame.top() + y) + frame.left());
        for (int x = 0; x < line.length; x++, at += 3) {
            int sum = 7471 * (bgr[at] & 0xff) + 38470 * (bgr[at + 1] & 0xff) + 19595 * (bgr[at + 2] & 0xff);
            line[x] = (byte) ((sum + (1 << 15)) >> 16);
        }
    }

    /**
     * What each of the 32 outputs takes of a line.
     *
     * @param first input of each output
     * @param weights of the inputs from the first on, in 1/2^22
     */
    private record Weights(int[] first, int[][] weights) {
        static Weights of(int length) {
            double scale = (double) length / SIDE;
            double stretch = Math.max(scale, 1);
            double support = REACH * stretch;
            int[] first = new int[SIDE];
            int[][] weights = new int[SIDE][];
            for (int i = 0; i < SIDE; i++) {
                double centre = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (centre - support + 0.5));
                int end = Math.min(length, (int) (centre + support + 0.5));
                double[] exact = new double[end - first[i]];
                double sum = 0;
                for (int x = 0; x < exact.length; x++) {
                    exact[x] = cubic((x + first[i] - centre + 0.5) * (1 / stretch));
                    sum += exact[x];
                }
                weights[i] = new int[exact.length];
                for (int x = 0; x < exact.length; x++) {
                    double scaled = exact[x] / sum * (1 << PRECISION);
                    weights[i][x] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
                }
            }
            return new Weights(first, weights);
        }

        private static double cubic(double at) {
            double x = Math.abs(at);
            if (x < 1) {
                return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
            }
            return x < REACH ? (((x - 5) * x + 8) * x - 4) * CUBIC : 0;
        }

        byte at(int output, byte[] line, int offset, int step) {
            int[] taken = weights[output];
            int sum = 1 << (PRECISION - 1);
            int at = offset + step * first[output];
            for (int weight : taken) {
                sum += weight * (line[at] & 0xff);
                at += step;
            }
            return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
        }
    }
}

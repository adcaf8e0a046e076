package one.imago.watermark.likeness;

import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * How much of two pictures agrees, block by block, once the one is laid upon the other. Each grid of luminance is cut
 * into 64 blocks; a block that has texture in either picture agrees when the normalised correlation of the two is at
 * least {@link #AGREES}. A change of brightness or contrast leaves the correlation of a block alone; another picture
 * does not.
 *
 * @param blocks blocks with texture that both show; flat ones say nothing and are not counted
 * @param agreeing how many of them agree
 * @param equal how many of them are all but equal, apart from a plane: where something was laid over a copy, the rest of
 *     it still is
 * @param centred whether the middle half of each side has its part in that: at least a quarter of its blocks agree
 */
record BlockAgreement(int blocks, int agreeing, int equal, boolean centred) {
    static final BlockAgreement NONE = new BlockAgreement(0, 0, 0, false);

    static final int BLOCK = 8;
    /** Standard deviation, in gray levels, from which a block has texture. */
    static final double TEXTURE = 3;

    static final double AGREES = 0.7;
    static final double EQUALS = 0.92;
    /** Standard deviation of what a plane leaves of a block, from which it can be equal to another. */
    static final double DETAIL = 1;

    private static final int CANVAS = 4 * Sketch.SIDE;
    private static final int SEEN = 250;

    /** Two whole frames, in one of the eight poses. */
    static BlockAgreement ofFrames(Look look, Sketch work, int pose) {
        byte[] luminance = look.luminance();
        int[] from = Poses.MAPS[pose];
        byte[] posed = new byte[from.length];
        for (int i = 0; i < posed.length; i++) {
            posed[i] = luminance[from[i]];
        }
        return of(posed, work, null);
    }

    /** Where each sample comes from: mirrored when 4 is set, then turned by quarters. */
    private static final class Poses {
        static final int[][] MAPS = maps();

        private static int[][] maps() {
            int last = Sketch.SIDE - 1;
            int[][] maps = new int[8][Sketch.SIDE * Sketch.SIDE];
            for (int i = 0; i < maps[0].length; i++) {
                for (int pose = 0; pose < maps.length; pose++) {
                    int u = (pose & 4) == 0 ? i % Sketch.SIDE : last - i % Sketch.SIDE;
                    int v = i / Sketch.SIDE;
                    for (int turn = 0; turn < (pose & 3); turn++) {
                        int old = u;
                        u = v;
                        v = last - old;
                    }
                    maps[pose][i] = v * Sketch.SIDE + u;
                }
            }
            return maps;
        }
    }

    /** The picture in question laid upon the work as a view says. */
    static BlockAgreement of(Look look, boolean mirrored, Sketch work, View view) {
        double sx = CANVAS / (double) work.width();
        double sy = CANVAS / (double) work.height();
        Mat frame = look.frame(mirrored);
        Mat placed = new Mat();
        Mat seen = new Mat();
        Mat all = new Mat(look.height(), look.width(), CvType.CV_8U, new Scalar(255));
        Mat homography = new Mat(3, 3, CvType.CV_64F);
        Size canvas = new Size(CANVAS, CANVAS);
        Size grid = new Size(Sketch.SIDE, Sketch.SIDE);
        try {
            double[] h = view.h();
            homography.put(0, 0, sx * h[0], sx * h[1], sx * h[2], sy * h[3], sy * h[4], sy * h[5], h[6], h[7], h[8]);
            double scale = view.scale(look) * Math.sqrt(sx * sy);
            if (scale < 0.5) {
                int kernel = 1 + 2 * (int) Math.round(0.5 / scale);
                Imgproc.blur(frame, frame, new Size(kernel, kernel));
            }
            Imgproc.warpPerspective(frame, placed, homography, canvas, Imgproc.INTER_LINEAR);
            Imgproc.warpPerspective(all, seen, homography, canvas, Imgproc.INTER_LINEAR);
            Imgproc.resize(placed, placed, grid, 0, 0, Imgproc.INTER_AREA);
            Imgproc.resize(seen, seen, grid, 0, 0, Imgproc.INTER_AREA);
            byte[] luminance = new byte[Sketch.SIDE * Sketch.SIDE];
            byte[] mask = new byte[Sketch.SIDE * Sketch.SIDE];
            placed.get(0, 0, luminance);
            seen.get(0, 0, mask);
            return of(luminance, work, mask);
        } finally {
            frame.release();
            placed.release();
            seen.release();
            all.release();
            homography.release();
        }
    }

    static BlockAgreement of(byte[] luminance, Sketch work, byte @Nullable [] mask) {
        int blocks = 0;
        int agreeing = 0;
        int equal = 0;
        int middle = 0;
        int middleAgreeing = 0;
        for (int y = 0; y < Sketch.SIDE; y += BLOCK) {
            for (int x = 0; x < Sketch.SIDE; x += BLOCK) {
                Block block = mask == null || seen(mask, x, y) ? Block.of(luminance, work, x, y) : Block.FLAT;
                if (block != Block.FLAT) {
                    boolean agrees = block != Block.DIFFERENT;
                    blocks++;
                    agreeing += agrees ? 1 : 0;
                    equal += block == Block.EQUAL ? 1 : 0;
                    if (inMiddle(x) && inMiddle(y)) {
                        middle++;
                        middleAgreeing += agrees ? 1 : 0;
                    }
                }
            }
        }
        return new BlockAgreement(blocks, agreeing, equal, middle > 0 && 4 * middleAgreeing >= middle);
    }

    /** Share of the textured blocks that agree; 0 when there is no texture. */
    double share() {
        return blocks == 0 ? 0 : agreeing / (double) blocks;
    }

    private static boolean inMiddle(int at) {
        return at >= Sketch.SIDE / 4 && at < 3 * Sketch.SIDE / 4;
    }

    private static boolean seen(byte[] mask, int left, int top) {
        for (int y = top; y < top + BLOCK; y++) {
            for (int x = left; x < left + BLOCK; x++) {
                if ((mask[y * Sketch.SIDE + x] & 0xff) < SEEN) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What two blocks at one place are to each other. */
    private enum Block {
        FLAT,
        DIFFERENT,
        AGREEING,
        EQUAL;

        /** Sum of the squares of one coordinate over a block, from its middle. */
        private static final double MOMENT = 336;

        /**
         * All skies at dusk are bright below and dark above: what a plane explains is taken off before two blocks are
         * called equal, and there must be something left.
         */
        static Block of(byte[] luminance, Sketch work, int left, int top) {
            long sumA = 0;
            long sumB = 0;
            long squareA = 0;
            long squareB = 0;
            long product = 0;
            double acrossA = 0;
            double acrossB = 0;
            double downA = 0;
            double downB = 0;
            for (int y = 0; y < BLOCK; y++) {
                for (int x = 0; x < BLOCK; x++) {
                    int va = luminance[(top + y) * Sketch.SIDE + left + x] & 0xff;
                    int vb = work.luminance(left + x, top + y);
                    sumA += va;
                    sumB += vb;
                    squareA += (long) va * va;
                    squareB += (long) vb * vb;
                    product += (long) va * vb;
                    acrossA += (x - 3.5) * va;
                    acrossB += (x - 3.5) * vb;
                    downA += (y - 3.5) * va;
                    downB += (y - 3.5) * vb;
                }
            }
            double n = BLOCK * BLOCK;
            double a = squareA - sumA * (sumA / n);
            double b = squareB - sumB * (sumB / n);
            if (a < TEXTURE * TEXTURE * n && b < TEXTURE * TEXTURE * n) {
                return FLAT;
            }
            double both = product - sumA * (sumB / n);
            if (both < AGREES * Math.sqrt(a * b) || a * b < 1e-9) {
                return DIFFERENT;
            }
            double restA = a - (acrossA * acrossA + downA * downA) / MOMENT;
            double restB = b - (acrossB * acrossB + downB * downB) / MOMENT;
            double rest = both - (acrossA * acrossB + downA * downB) / MOMENT;
            boolean detailed = Math.min(restA, restB) >= DETAIL * DETAIL * n;
            return detailed && rest >= EQUALS * Math.sqrt(restA * restB) ? EQUAL : AGREEING;
        }
    }
}

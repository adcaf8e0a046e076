package one.imago.watermark.robust;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Lays the tiles of a residual on top of each other under a tracked geometry, square by square with the affine map that
 * is right in the square's middle. As in {@link Fold}, half a pixel of the marked picture is the cell.
 */
final class WarpFold {
    private static final int SIDE = 2 * Layout.TILE;
    /** Over so many pixels a tilt of some percent does not bend by a quarter of a pixel. */
    private static final int SQUARE = 64;

    private static final float PRIOR = 0.3f;

    private WarpFold() {}

    /** The spectrum with the tile's origin in its place: no shift is left to be found. */
    static Spectrum of(Plane plane, Warp warp) {
        float[] sum = new float[SIDE * SIDE];
        int[] count = new int[SIDE * SIDE];
        for (int y = 0; y < plane.height(); y += SQUARE) {
            int bottom = Math.min(plane.height(), y + SQUARE);
            for (int x = 0; x < plane.width(); x += SQUARE) {
                int right = Math.min(plane.width(), x + SQUARE);
                Warp affine = warp.near(0.5 * (x + right - 1), 0.5 * (y + bottom - 1));
                add(plane, affine, x, y, right, bottom, sum, count);
            }
        }
        float prior = PRIOR * plane.samples().length / (SIDE * SIDE);
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= (1 + PRIOR) / (count[i] + prior);
        }
        return transformed(sum);
    }

    private static void add(Plane plane, Warp affine, int x0, int y0, int x1, int y1, float[] sum, int[] count) {
        int stepX = PilotLines.fixed(affine.a());
        int stepY = PilotLines.fixed(affine.d());
        float[] samples = plane.samples();
        for (int y = y0; y < y1; y++) {
            int px = PilotLines.fixed(affine.a() * x0 + affine.b() * y + affine.c() + 0.25);
            int py = PilotLines.fixed(affine.d() * x0 + affine.e() * y + affine.f() + 0.25);
            int end = y * plane.width() + x1;
            for (int i = y * plane.width() + x0; i < end; i++) {
                int cell = ((py >>> 24) << 8) | (px >>> 24);
                sum[cell] += samples[i];
                count[cell]++;
                px += stepX;
                py += stepY;
            }
        }
    }

    private static Spectrum transformed(float[] cells) {
        Mat mat = new Mat(SIDE, SIDE, CvType.CV_32F);
        Mat complex = new Mat();
        try {
            mat.put(0, 0, cells);
            Core.dft(mat, complex, Core.DFT_SCALE | Core.DFT_COMPLEX_OUTPUT);
            float[] values = new float[2 * SIDE * SIDE];
            complex.get(0, 0, values);
            return new Spectrum(values);
        } finally {
            mat.release();
            complex.release();
        }
    }
}

package one.imago.watermark.robust;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What the embedder has to know of a picture: how much change each pixel hides, and what the reader will see in the
 * picture where the mark is to stand.
 *
 * @param level how busy the neighbourhood of each pixel is, as an index into a table of strengths
 * @param count how many pixels have each level
 * @param host the unmarked picture's residual, folded; of its middle where it is large
 */
record Survey(int width, int height, byte[] level, long[] count, Spectrum host) {
    static final int LEVELS = 256;
    /** Levels a gray level of activity. */
    private static final double SCALE = 6;

    private static final int MARGIN = 36;
    private static final Size WINDOW = new Size(7, 7);

    /** Local activity in gray levels that a level stands for. */
    static double activity(int level) {
        return level / SCALE;
    }

    static Survey of(Canvas canvas) {
        int width = canvas.width();
        byte[] level = new byte[Math.multiplyExact(width, canvas.height())];
        long[] count = new long[LEVELS];
        Fold.Upright fold = new Fold.Upright();
        byte[] levels = new byte[width];
        Middle middle = Middle.of(canvas);
        Bands.visit(canvas, 0, canvas.height(), MARGIN, (luma, from, rows, y) -> {
            Mat high = Residual.highPass(luma);
            Mat busy = new Mat();
            try {
                Residual.activity(high, busy);
                int shared = middle.shared(y, rows);
                if (shared > 0) {
                    Whitening.apply(high);
                    int first = Math.max(y, middle.from());
                    fold.add(high, from + first - y, shared, first);
                }
                levels(busy);
                for (int i = 0; i < rows; i++) {
                    busy.get(from + i, 0, levels);
                    System.arraycopy(levels, 0, level, (y + i) * width, width);
                    for (byte at : levels) {
                        count[at & 0xff]++;
                    }
                }
            } finally {
                high.release();
                busy.release();
            }
        });
        return new Survey(width, canvas.height(), level, count, fold.spectrum());
    }

    /** Next to an edge, where the window sees it but the eye sees a flat area, the flat area counts. */
    private static void levels(Mat busy) {
        Mat kernel = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, WINDOW);
        Imgproc.erode(busy, busy, kernel);
        kernel.release();
        Imgproc.GaussianBlur(busy, busy, new Size(9, 9), 2);
        Core.multiply(busy, new Scalar(SCALE), busy);
        busy.convertTo(busy, CvType.CV_8U);
    }
}

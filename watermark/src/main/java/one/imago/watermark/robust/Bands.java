package one.imago.watermark.robust;

import org.opencv.core.Mat;

/** Walks over a picture in bands, so that filters need memory for a band and not for the picture. */
final class Bands {
    private static final int PIXELS = 1 << 19;

    private Bands() {}

    @FunctionalInterface
    interface Visitor {
        /**
         * @param luma rows of the band and of its margins, released afterwards
         * @param from first row of the band in it
         * @param rows of the band
         * @param y what row of the picture the band begins with
         */
        void visit(Mat luma, int from, int rows, int y);
    }

    /**
     * Visits some rows of a picture.
     *
     * @param margin rows above and below a band that filters reach
     */
    static void visit(Canvas canvas, int from, int to, int margin, Visitor visitor) {
        int rows = Math.max(64, PIXELS / canvas.width());
        for (int y = from; y < to; y += rows) {
            int top = Math.max(0, y - margin);
            int bottom = Math.min(canvas.height(), Math.min(to, y + rows) + margin);
            Mat luma = canvas.luma(top, bottom - top);
            try {
                visitor.visit(luma, y - top, Math.min(rows, to - y), y);
            } finally {
                luma.release();
            }
        }
    }
}

package one.imago.watermark.robust;

import org.opencv.core.Mat;

/** A residual's samples, row by row, outside native memory. */
record Plane(int width, int height, float[] samples) {
    static Plane of(Mat residual) {
        float[] samples = new float[residual.rows() * residual.cols()];
        residual.get(0, 0, samples);
        return new Plane(residual.cols(), residual.rows(), samples);
    }
}

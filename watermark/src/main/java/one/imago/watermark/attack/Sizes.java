package one.imago.watermark.attack;

import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** More or fewer pixels: averaged on the way down, cubic on the way up. */
final class Sizes {
    private Sizes() {}

    static Step scale(double factor) {
        return stretch(factor, factor);
    }

    static Step stretch(double x, double y) {
        return (picture, random) -> resized(picture, picture.cols() * x, picture.rows() * y);
    }

    /** Scaled by a factor and back to the old size. */
    static Step there(double factor) {
        return (picture, random) -> {
            Mat other = resized(picture, picture.cols() * factor, picture.rows() * factor);
            try {
                return resized(other, picture.cols(), picture.rows());
            } finally {
                other.release();
            }
        };
    }

    /** The longer side at most so many pixels. */
    static Step atMost(int side) {
        return (picture, random) -> {
            double factor = side / (double) Math.max(picture.cols(), picture.rows());
            return factor >= 1 ? picture.clone() : resized(picture, picture.cols() * factor, picture.rows() * factor);
        };
    }

    /** By the nearest pixel, as careless programs do. */
    static Step nearest(double factor) {
        return (picture, random) -> {
            Mat out = new Mat();
            Imgproc.resize(picture, out, new Size(), factor, factor, Imgproc.INTER_NEAREST);
            return out;
        };
    }

    static Mat resized(Mat picture, double width, double height) {
        Size size = new Size(Math.max(1, Math.rint(width)), Math.max(1, Math.rint(height)));
        boolean smaller = size.area() < (double) picture.cols() * picture.rows();
        Mat out = new Mat();
        Imgproc.resize(picture, out, size, 0, 0, smaller ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
        return out;
    }
}

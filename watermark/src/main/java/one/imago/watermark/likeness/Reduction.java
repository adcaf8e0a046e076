package one.imago.watermark.likeness;

import one.imago.node.picture.Picture;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Smaller pictures by area averaging. */
public final class Reduction {
    static {
        NativeVision.load();
    }

    private Reduction() {}

    /** The picture with its longer side at most {@code side} pixels; the same picture when it is small enough. */
    public static Picture of(Picture picture, int side) {
        if (Math.max(picture.width(), picture.height()) <= side) {
            return picture;
        }
        Mat from = mat(picture);
        Mat to = new Mat();
        try {
            Imgproc.resize(from, to, size(from, side), 0, 0, Imgproc.INTER_AREA);
            byte[] bgr = new byte[3 * to.cols() * to.rows()];
            to.get(0, 0, bgr);
            return new Picture(to.cols(), to.rows(), bgr);
        } finally {
            from.release();
            to.release();
        }
    }

    static Mat mat(Picture picture) {
        Mat mat = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        mat.put(0, 0, picture.bgr());
        return mat;
    }

    static Size size(Mat from, int side) {
        double scale = Math.min(1, side / (double) Math.max(from.cols(), from.rows()));
        return new Size(Math.max(1, Math.round(from.cols() * scale)), Math.max(1, Math.round(from.rows() * scale)));
    }
}

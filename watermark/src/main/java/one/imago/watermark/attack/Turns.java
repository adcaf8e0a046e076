package one.imago.watermark.attack;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.imgproc.Imgproc;

/** Rotations, mirrors and views from the side. */
final class Turns {
    private Turns() {}

    /** Counter-clockwise about the middle, on the same canvas, with black corners. */
    static Step rotate(double degrees) {
        return (picture, random) -> rotated(picture, degrees);
    }

    /** Rotated, and the black corners cut away: the largest upright middle of the same shape. */
    static Step rotateAndCut(double degrees) {
        return (picture, random) -> {
            double angle = Math.toRadians(Math.abs(degrees));
            double w = picture.cols();
            double h = picture.rows();
            double side = 0.995
                    * Math.min(
                            h / (w * Math.sin(angle) + h * Math.cos(angle)),
                            w / (w * Math.cos(angle) + h * Math.sin(angle)));
            Mat turned = rotated(picture, degrees);
            try {
                return Cuts.middle(turned, side, side);
            } finally {
                turned.release();
            }
        };
    }

    /**
     * @param code one of Core.ROTATE_*
     */
    static Step quarter(int code) {
        return (picture, random) -> {
            Mat out = new Mat();
            Core.rotate(picture, out, code);
            return out;
        };
    }

    static Step mirrorLeftRight() {
        return (picture, random) -> flipped(picture, 1);
    }

    static Step mirrorTopBottom() {
        return (picture, random) -> flipped(picture, 0);
    }

    /** A photograph of the picture from the side: two corners move by a share of the sides. */
    static Step perspective(double share) {
        return (picture, random) -> {
            double w = picture.cols();
            double h = picture.rows();
            MatOfPoint2f from = new MatOfPoint2f(new Point(0, 0), new Point(w, 0), new Point(w, h), new Point(0, h));
            MatOfPoint2f to = new MatOfPoint2f(
                    new Point(w * share, h * share / 2),
                    new Point(w, 0),
                    new Point(w * (1 - share / 2), h),
                    new Point(0, h * (1 - share)));
            Mat view = Imgproc.getPerspectiveTransform(from, to);
            Mat out = new Mat();
            Imgproc.warpPerspective(picture, out, view, picture.size(), Imgproc.INTER_CUBIC);
            from.release();
            to.release();
            view.release();
            return out;
        };
    }

    /** Slanted: every row moves sideways by a share of its height. */
    static Step shear(double share) {
        return (picture, random) -> {
            double w = picture.cols();
            double h = picture.rows();
            MatOfPoint2f from = new MatOfPoint2f(new Point(0, 0), new Point(w, 0), new Point(0, h));
            MatOfPoint2f to = new MatOfPoint2f(new Point(h * share, 0), new Point(w + h * share, 0), new Point(0, h));
            Mat affine = Imgproc.getAffineTransform(from, to);
            Mat out = new Mat();
            Imgproc.warpAffine(picture, out, affine, picture.size(), Imgproc.INTER_CUBIC);
            from.release();
            to.release();
            affine.release();
            return out;
        };
    }

    private static Mat rotated(Mat picture, double degrees) {
        Point middle = new Point((picture.cols() - 1) / 2.0, (picture.rows() - 1) / 2.0);
        Mat affine = Imgproc.getRotationMatrix2D(middle, degrees, 1);
        Mat out = new Mat();
        Imgproc.warpAffine(picture, out, affine, picture.size(), Imgproc.INTER_CUBIC);
        affine.release();
        return out;
    }

    private static Mat flipped(Mat picture, int axis) {
        Mat out = new Mat();
        Core.flip(picture, out, axis);
        return out;
    }
}

package one.imago.watermark.likeness;

import one.imago.node.picture.Picture;
import org.opencv.core.KeyPoint;
import org.opencv.core.Mat;
import org.opencv.core.MatOfKeyPoint;
import org.opencv.core.Size;
import org.opencv.features2d.ORB;
import org.opencv.imgproc.Imgproc;

/** Draws the sketch of a picture. Thread-safe. */
public final class Sketcher {
    static {
        NativeVision.load();
    }

    /** Longer side of the working frame; larger pictures are reduced to it first, so that scale hardly matters. */
    static final int FRAME = 640;

    private Sketcher() {}

    public static Sketch sketch(Picture picture) {
        Mat bgr = Reduction.mat(picture);
        try {
            return sketch(bgr);
        } finally {
            bgr.release();
        }
    }

    /**
     * @param bgr 8-bit, three channels; left as it is
     */
    public static Sketch sketch(Mat bgr) {
        Mat frame = new Mat();
        Mat grid = new Mat();
        try {
            Imgproc.resize(bgr, frame, Reduction.size(bgr, FRAME), 0, 0, Imgproc.INTER_AREA);
            Imgproc.cvtColor(frame, frame, Imgproc.COLOR_BGR2GRAY);
            Imgproc.resize(frame, grid, new Size(Sketch.SIDE, Sketch.SIDE), 0, 0, Imgproc.INTER_AREA);
            byte[] luminance = new byte[Sketch.SIDE * Sketch.SIDE];
            grid.get(0, 0, luminance);
            return withFeatures(frame, luminance);
        } finally {
            frame.release();
            grid.release();
        }
    }

    private static Sketch withFeatures(Mat frame, byte[] luminance) {
        MatOfKeyPoint points = new MatOfKeyPoint();
        Mat rows = new Mat();
        Mat everywhere = new Mat();
        try {
            ORB.create(Sketch.MAX_FEATURES).detectAndCompute(frame, everywhere, points, rows);
            KeyPoint[] found = points.toArray();
            int features = Math.min(found.length, Sketch.MAX_FEATURES);
            char[] positions = new char[2 * features];
            for (int i = 0; i < features; i++) {
                positions[2 * i] = (char) Math.round(found[i].pt.x * Sketch.SUBPIXELS);
                positions[2 * i + 1] = (char) Math.round(found[i].pt.y * Sketch.SUBPIXELS);
            }
            byte[] descriptors = new byte[features * Sketch.DESCRIPTOR_BYTES];
            if (features > 0) {
                rows.get(0, 0, descriptors);
            }
            return new Sketch(frame.cols(), frame.rows(), luminance, positions, descriptors);
        } finally {
            points.release();
            rows.release();
            everywhere.release();
        }
    }
}

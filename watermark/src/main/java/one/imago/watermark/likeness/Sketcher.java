package one.imago.watermark.likeness;

import one.imago.node.picture.Picture;
import one.imago.watermark.features.FeatureDetector;
import one.imago.watermark.fingerprint.PdqHash;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws the sketch of a picture. Thread-safe. */
public final class Sketcher {
    static {
        NativeVision.load();
    }

    private Sketcher() {}

    public static Sketch sketch(Picture picture) {
        return sketch(picture, PdqHash.of(picture));
    }

    /**
     * @param pdq of this picture, when it is known already
     */
    public static Sketch sketch(Picture picture, PdqHash pdq) {
        Mat gray = gray(picture);
        Mat grid = new Mat();
        try {
            Size frame = FeatureDetector.frame(gray);
            Imgproc.resize(gray, grid, new Size(Sketch.SIDE, Sketch.SIDE), 0, 0, Imgproc.INTER_AREA);
            byte[] luminance = new byte[Sketch.SIDE * Sketch.SIDE];
            grid.get(0, 0, luminance);
            return new Sketch((int) frame.width, (int) frame.height, pdq, luminance, FeatureDetector.ofWork(gray));
        } finally {
            gray.release();
            grid.release();
        }
    }

    /** The luminance of a picture; the caller releases it. */
    static Mat gray(Picture picture) {
        Mat bgr = Reduction.mat(picture);
        Mat gray = new Mat();
        try {
            Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
            return gray;
        } finally {
            bgr.release();
        }
    }
}

package one.imago.watermark.likeness;

import java.util.Optional;
import one.imago.node.picture.Picture;
import one.imago.watermark.features.FeatureDetector;
import one.imago.watermark.features.Features;
import one.imago.watermark.fingerprint.PdqHash;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What is looked at of a picture in question: more than a sketch keeps, since there is one of it and many works. Used by
 * one thread.
 */
public final class Look {
    static {
        NativeVision.load();
    }

    private final PdqHash pdq;
    private final Gray close;
    private final Gray frame;
    private final Gray grid;
    private Optional<Features> features = Optional.empty();
    private Optional<Features> mirroredFeatures = Optional.empty();

    private record Gray(int width, int height, byte[] levels) {
        static Gray of(Mat mat) {
            byte[] levels = new byte[mat.cols() * mat.rows()];
            mat.get(0, 0, levels);
            return new Gray(mat.cols(), mat.rows(), levels);
        }

        Mat mat() {
            Mat mat = new Mat(height, width, CvType.CV_8U);
            mat.put(0, 0, levels);
            return mat;
        }
    }

    /**
     * @param picture better not reduced below 1280 on its longer side
     * @param pdq of it
     */
    public Look(Picture picture, PdqHash pdq) {
        this.pdq = pdq;
        Mat gray = Sketcher.gray(picture);
        Mat smaller = new Mat();
        try {
            Imgproc.resize(gray, smaller, Reduction.size(gray, FeatureDetector.CLOSE_FRAME), 0, 0, Imgproc.INTER_AREA);
            close = Gray.of(smaller);
            Imgproc.resize(gray, smaller, FeatureDetector.frame(gray), 0, 0, Imgproc.INTER_AREA);
            frame = Gray.of(smaller);
            Imgproc.resize(gray, smaller, new Size(Sketch.SIDE, Sketch.SIDE), 0, 0, Imgproc.INTER_AREA);
            grid = Gray.of(smaller);
        } finally {
            gray.release();
            smaller.release();
        }
    }

    PdqHash pdq() {
        return pdq;
    }

    /** Of the working frame, pixels. */
    public int width() {
        return frame.width();
    }

    /** Of the working frame, pixels. */
    public int height() {
        return frame.height();
    }

    /** On the grid of a sketch, row by row. */
    byte[] luminance() {
        return grid.levels();
    }

    /** Features in the working frame, or those of the mirrored picture in the mirrored frame. */
    public Features features(boolean mirrored) {
        Optional<Features> known = mirrored ? mirroredFeatures : features;
        if (known.isPresent()) {
            return known.get();
        }
        Mat gray = close.mat();
        try {
            if (mirrored) {
                Core.flip(gray, gray, 1);
            }
            Features found = FeatureDetector.ofQuery(gray);
            if (mirrored) {
                mirroredFeatures = Optional.of(found);
            } else {
                features = Optional.of(found);
            }
            return found;
        } finally {
            gray.release();
        }
    }

    /** The luminance of the working frame; the caller releases it. */
    Mat frame(boolean mirrored) {
        Mat made = frame.mat();
        if (mirrored) {
            Core.flip(made, made, 1);
        }
        return made;
    }
}

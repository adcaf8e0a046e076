package one.imago.watermark.likeness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** Features detected, of which the best spread are kept. */
    private static final int DETECTED = 1500;

    private static final int CELLS = 8;

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
            ORB orb = ORB.create(DETECTED);
            orb.detect(frame, points, everywhere);
            points.fromList(spread(points.toList(), frame));
            orb.compute(frame, points, rows);
            KeyPoint[] found = points.toArray();
            char[] positions = new char[2 * found.length];
            for (int i = 0; i < found.length; i++) {
                positions[2 * i] = (char) Math.round(found[i].pt.x * Sketch.SUBPIXELS);
                positions[2 * i + 1] = (char) Math.round(found[i].pt.y * Sketch.SUBPIXELS);
            }
            byte[] descriptors = new byte[found.length * Sketch.DESCRIPTOR_BYTES];
            if (found.length > 0) {
                rows.get(0, 0, descriptors);
            }
            return new Sketch(frame.cols(), frame.rows(), luminance, positions, descriptors);
        } finally {
            points.release();
            rows.release();
            everywhere.release();
        }
    }

    /** The strongest features of each cell, so that one busy corner does not stand for the picture. */
    private static List<KeyPoint> spread(List<KeyPoint> found, Mat frame) {
        List<KeyPoint> strongestFirst = new ArrayList<>(found);
        strongestFirst.sort(Comparator.comparingDouble((KeyPoint point) -> point.response)
                .reversed()
                .thenComparingDouble(point -> point.pt.y)
                .thenComparingDouble(point -> point.pt.x));
        int[] rank = new int[CELLS * CELLS];
        List<List<KeyPoint>> ranks = new ArrayList<>();
        for (KeyPoint point : strongestFirst) {
            int column = (int) Math.min(CELLS - 1, point.pt.x * CELLS / frame.cols());
            int row = (int) Math.min(CELLS - 1, point.pt.y * CELLS / frame.rows());
            int place = rank[row * CELLS + column]++;
            while (ranks.size() <= place) {
                ranks.add(new ArrayList<>());
            }
            ranks.get(place).add(point);
        }
        // All firsts of their cells, then all seconds, and so on.
        return ranks.stream().flatMap(List::stream).limit(Sketch.MAX_FEATURES).toList();
    }
}

package one.imago.watermark.features;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.KeyPoint;
import org.opencv.core.Mat;
import org.opencv.core.MatOfKeyPoint;
import org.opencv.core.Size;
import org.opencv.features2d.ORB;
import org.opencv.imgproc.Imgproc;

/**
 * Finds the features of a picture. A registered work keeps few; a picture in question is looked at more closely, at two
 * scales and, when asked, in the mirror, so that the index need not hold more. Thread-safe.
 */
public final class FeatureDetector {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    /** Longer side of the working frame. */
    public static final int FRAME = 640;

    /** Features kept of a registered work. */
    public static final int KEPT = 300;

    /** Longer side of the closer look at a picture in question. */
    public static final int CLOSE_FRAME = 1280;

    static final int CLOSE_STEPS = 4;

    private static final int QUERY = 600;
    private static final int QUERY_CLOSE = 900;
    private static final int DETECTED = 1500;
    private static final int DETECTED_CLOSE = 2000;
    private static final int LEVELS = 8;
    /** The rest of the levels are those of the working frame. */
    private static final int LEVELS_CLOSE = CLOSE_STEPS;

    private static final int EDGE = 31;
    private static final int PATCH = 31;
    /** Least contrast of a corner, gray levels; the second where there are too few. */
    private static final int CONTRAST = 16;

    private static final int FAINT = 6;

    private static final int CELLS = 8;
    /** Sizes that are kept side by side: fine, middle, coarse. A small copy has nothing but the coarse ones. */
    private static final int BANDS = 3;

    private FeatureDetector() {}

    /** What is kept of a registered work. */
    public static Features ofWork(Mat gray) {
        return detect(gray, FRAME, DETECTED, KEPT, 0);
    }

    /** What is looked for of a picture in question; positions are in its working frame of {@link #FRAME}. */
    public static Features ofQuery(Mat gray) {
        Features far = detect(gray, FRAME, DETECTED, QUERY, 0);
        return far.and(detect(gray, CLOSE_FRAME, DETECTED_CLOSE, QUERY_CLOSE, CLOSE_STEPS));
    }

    /** The size of a picture in its working frame: at most {@link #FRAME} on its longer side. */
    public static Size frame(Mat picture) {
        return frame(picture, FRAME, 1);
    }

    private static Size frame(Mat picture, int side, double mostEnlarged) {
        double scale = Math.min(mostEnlarged, side / (double) Math.max(picture.cols(), picture.rows()));
        return new Size(
                Math.max(1, Math.round(picture.cols() * scale)), Math.max(1, Math.round(picture.rows() * scale)));
    }

    /**
     * @param side of the frame to look at
     * @param steps by which that frame is larger than the working frame
     */
    private static Features detect(Mat gray, int side, int detected, int kept, int steps) {
        Size working = frame(gray);
        Size size = steps == 0 ? working : frame(gray, side, 2);
        double toWorking = working.width / size.width;
        int finer = (int) Math.round(Math.log(1 / toWorking) / Math.log(Features.SIZE_STEP));
        if (steps != 0 && finer < 1) {
            return Features.none();
        }
        Mat frame = new Mat();
        MatOfKeyPoint points = new MatOfKeyPoint();
        Mat rows = new Mat();
        Mat everywhere = new Mat();
        try {
            Imgproc.resize(
                    gray, frame, size, 0, 0, size.width < gray.cols() ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
            int levels = steps == 0 ? LEVELS : LEVELS_CLOSE;
            orb(detected, levels, CONTRAST).detectAndCompute(frame, everywhere, points, rows);
            if (rows.rows() < kept) {
                orb(detected, levels, FAINT).detectAndCompute(frame, everywhere, points, rows);
            }
            KeyPoint[] found = points.toArray();
            return features(found, spread(found, frame, kept), rows, toWorking, finer);
        } finally {
            frame.release();
            points.release();
            rows.release();
            everywhere.release();
        }
    }

    private static ORB orb(int detected, int levels, int contrast) {
        return ORB.create(detected, (float) Features.SIZE_STEP, levels, EDGE, 0, 2, ORB.HARRIS_SCORE, PATCH, contrast);
    }

    private static Features features(KeyPoint[] found, List<Integer> kept, Mat rows, double toWorking, int finer) {
        int count = kept.size();
        char[] positions = new char[2 * count];
        byte[] angles = new byte[count];
        byte[] sizes = new byte[count];
        long[] words = new long[Features.WORDS * count];
        byte[] descriptors = new byte[Features.DESCRIPTOR_BYTES * found.length];
        if (found.length > 0) {
            rows.get(0, 0, descriptors);
        }
        LongBuffer all = ByteBuffer.wrap(descriptors).asLongBuffer();
        for (int i = 0; i < count; i++) {
            KeyPoint point = found[kept.get(i)];
            positions[2 * i] = (char) Math.round(point.pt.x * toWorking * Features.SUBPIXELS);
            positions[2 * i + 1] = (char) Math.round(point.pt.y * toWorking * Features.SUBPIXELS);
            angles[i] = (byte) Math.round(point.angle * Features.ANGLES / 360);
            sizes[i] = (byte) (Features.NATURAL + point.octave - finer);
            all.get(Features.WORDS * kept.get(i), words, Features.WORDS * i, Features.WORDS);
        }
        return new Features(positions, angles, sizes, words);
    }

    /** The strongest of each cell and band of sizes, so that neither a busy corner nor fine detail stands for all. */
    private static List<Integer> spread(KeyPoint[] found, Mat frame, int kept) {
        List<Integer> strongestFirst = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            strongestFirst.add(i);
        }
        strongestFirst.sort(Comparator.comparingDouble((Integer i) -> -found[i].response)
                .thenComparingDouble(i -> found[i].pt.y)
                .thenComparingDouble(i -> found[i].pt.x)
                .thenComparingInt(i -> found[i].octave));
        int[] rank = new int[CELLS * CELLS * BANDS];
        List<List<Integer>> ranks = new ArrayList<>();
        for (int i : strongestFirst) {
            int column = (int) Math.min(CELLS - 1, found[i].pt.x * CELLS / frame.cols());
            int row = (int) Math.min(CELLS - 1, found[i].pt.y * CELLS / frame.rows());
            int band = Math.min(BANDS - 1, found[i].octave / 2);
            int place = rank[(row * CELLS + column) * BANDS + band]++;
            while (ranks.size() <= place) {
                ranks.add(new ArrayList<>());
            }
            ranks.get(place).add(i);
        }
        // All firsts of their cells, then all seconds, and so on.
        return ranks.stream().flatMap(List::stream).limit(kept).toList();
    }
}

package one.imago.watermark.likeness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.CvType;
import org.opencv.core.DMatch;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDMatch;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.features2d.BFMatcher;

/**
 * Whether the details of two pictures stand in the same arrangement: ORB features are matched (ratio test) and a
 * homography is sought by RANSAC.
 *
 * @param inliers matches that follow the homography, at most one in every 4 x 4 pixels of either picture, so that a
 *     repeated texture does not count many times; 0 when the homography is not a possible view of a flat picture
 * @param coverage share of the second picture's frame under the inliers' bounding box, 0 to 1; a shared logo covers
 *     little
 */
public record Geometry(int inliers, double coverage) {
    static {
        NativeVision.load();
    }

    private static final Geometry NONE = new Geometry(0, 0);
    private static final double RATIO = 0.8;
    private static final double REPROJECTION_PIXELS = 4;
    private static final int CELL_PIXELS = 4;
    private static final int LEAST_MATCHES = 8;

    public static Geometry of(Sketch query, Sketch work) {
        if (query.features() < LEAST_MATCHES || work.features() < LEAST_MATCHES) {
            return NONE;
        }
        List<DMatch> matches = matches(query, work);
        if (matches.size() < LEAST_MATCHES) {
            return NONE;
        }
        List<Point> from = new ArrayList<>();
        List<Point> to = new ArrayList<>();
        for (DMatch match : matches) {
            from.add(new Point(query.x(match.queryIdx), query.y(match.queryIdx)));
            to.add(new Point(work.x(match.trainIdx), work.y(match.trainIdx)));
        }
        MatOfPoint2f source = new MatOfPoint2f();
        MatOfPoint2f target = new MatOfPoint2f();
        Mat mask = new Mat();
        source.fromList(from);
        target.fromList(to);
        Mat homography = Calib3d.findHomography(source, target, Calib3d.RANSAC, REPROJECTION_PIXELS, mask);
        try {
            if (homography.empty() || !isSane(homography)) {
                return NONE;
            }
            return distinct(from, to, mask, (double) work.width() * work.height());
        } finally {
            source.release();
            target.release();
            mask.release();
            homography.release();
        }
    }

    private static List<DMatch> matches(Sketch query, Sketch work) {
        Mat left = descriptors(query);
        Mat right = descriptors(work);
        List<MatOfDMatch> pairs = new ArrayList<>();
        BFMatcher.create(org.opencv.core.Core.NORM_HAMMING, false).knnMatch(left, right, pairs, 2);
        List<DMatch> kept = new ArrayList<>();
        for (MatOfDMatch pair : pairs) {
            DMatch[] nearest = pair.toArray();
            if (nearest.length == 2 && nearest[0].distance < RATIO * nearest[1].distance) {
                kept.add(nearest[0]);
            }
            pair.release();
        }
        left.release();
        right.release();
        return kept;
    }

    private static Mat descriptors(Sketch sketch) {
        Mat rows = new Mat(sketch.features(), Sketch.DESCRIPTOR_BYTES, CvType.CV_8U);
        rows.put(0, 0, sketch.descriptors());
        return rows;
    }

    /** A view of a flat picture: orientation kept, scaled by 1/10 to 10, hardly any perspective. */
    private static boolean isSane(Mat homography) {
        double[] h = new double[9];
        homography.get(0, 0, h);
        double determinant = h[0] * h[4] - h[1] * h[3];
        double perspective = (Math.abs(h[6]) + Math.abs(h[7])) * Sketcher.FRAME;
        return determinant > 0.01 && determinant < 100 && perspective < 0.5;
    }

    private static Geometry distinct(List<Point> from, List<Point> to, Mat mask, double frame) {
        byte[] kept = new byte[from.size()];
        mask.get(0, 0, kept);
        Set<Long> left = new HashSet<>();
        Set<Long> right = new HashSet<>();
        double minX = Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxX = 0;
        double maxY = 0;
        int inliers = 0;
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] == 0) {
                continue;
            }
            boolean newLeft = left.add(cell(from.get(i)));
            boolean newRight = right.add(cell(to.get(i)));
            if (newLeft && newRight) {
                inliers++;
                minX = Math.min(minX, to.get(i).x);
                minY = Math.min(minY, to.get(i).y);
                maxX = Math.max(maxX, to.get(i).x);
                maxY = Math.max(maxY, to.get(i).y);
            }
        }
        return inliers == 0 ? NONE : new Geometry(inliers, (maxX - minX) * (maxY - minY) / frame);
    }

    private static long cell(Point point) {
        return (((long) point.y / CELL_PIXELS) << 32) | ((long) point.x / CELL_PIXELS);
    }
}

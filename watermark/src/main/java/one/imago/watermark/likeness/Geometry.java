package one.imago.watermark.likeness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.watermark.likeness.Correspondence.Pair;
import org.jspecify.annotations.Nullable;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;

/**
 * Whether the details of two pictures stand in the same arrangement. Pairs of details that agree on a rough placement
 * are given to RANSAC, which fits a homography.
 *
 * @param details pairs that follow the homography, at most one in every 4 x 4 pixels of either picture, so that a
 *     repeated texture does not count many times; none when the homography is not a possible view of a flat picture
 * @param spread share of the tiles of the work, out of those that should be seen, that hold an inlier: a shared logo
 *     fills one corner
 * @param view how the one lies on the other
 */
record Geometry(List<Pair> details, double spread, Optional<View> view) {
    static {
        NativeVision.load();
    }

    static final Geometry NONE = new Geometry(List.of(), 0, Optional.empty());

    private static final double PIXELS = 4;
    private static final int CELL_PIXELS = 4;
    private static final int LEAST_AGREEING = 5;
    private static final int TILES = 4;

    static Geometry of(Look look, Sketch work, boolean mirrored) {
        List<Pair> pairs = Correspondence.pairs(look.features(mirrored), work.features());
        List<Pair> agreeing = Correspondence.agreeing(pairs);
        if (agreeing.size() < LEAST_AGREEING) {
            return NONE;
        }
        List<Point> from = new ArrayList<>();
        List<Point> to = new ArrayList<>();
        double steps = 0;
        for (Pair pair : agreeing) {
            from.add(new Point(pair.x(), pair.y()));
            to.add(new Point(pair.workX(), pair.workY()));
            steps += pair.size();
        }
        // A small picture in question is placed no more exactly than its own pixels.
        double tolerance = Math.max(PIXELS, 1.5 * Math.pow(1.2, steps / agreeing.size()));
        MatOfPoint2f source = new MatOfPoint2f();
        MatOfPoint2f target = new MatOfPoint2f();
        Mat mask = new Mat();
        source.fromList(from);
        target.fromList(to);
        Mat homography = Calib3d.findHomography(source, target, Calib3d.RANSAC, tolerance, mask, 2000, 0.999);
        try {
            @Nullable View view = homography.empty() ? null : View.of(homography, look, work);
            if (view == null) {
                return NONE;
            }
            return counted(agreeing, mask, view, work);
        } finally {
            source.release();
            target.release();
            mask.release();
            homography.release();
        }
    }

    int inliers() {
        return details.size();
    }

    private static Geometry counted(List<Pair> pairs, Mat mask, View view, Sketch work) {
        byte[] kept = new byte[pairs.size()];
        mask.get(0, 0, kept);
        Set<Long> left = new HashSet<>();
        Set<Long> right = new HashSet<>();
        boolean[] tiles = new boolean[TILES * TILES];
        List<Pair> details = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] == 0) {
                continue;
            }
            Pair pair = pairs.get(i);
            boolean newLeft = left.add(cell(pair.x(), pair.y()));
            boolean newRight = right.add(cell(pair.workX(), pair.workY()));
            if (newLeft && newRight) {
                details.add(pair);
                int column = (int) Math.min(TILES - 1, Math.max(0, (double) pair.workX() * TILES / work.width()));
                int row = (int) Math.min(TILES - 1, Math.max(0, (double) pair.workY() * TILES / work.height()));
                tiles[TILES * row + column] = true;
            }
        }
        int filled = 0;
        for (boolean tile : tiles) {
            filled += tile ? 1 : 0;
        }
        double seen = Math.max(1, TILES * TILES * view.ofWork());
        return new Geometry(details, Math.min(1, filled / seen), Optional.of(view));
    }

    private static long cell(float x, float y) {
        return (((long) y / CELL_PIXELS) << 32) | ((long) x / CELL_PIXELS);
    }
}

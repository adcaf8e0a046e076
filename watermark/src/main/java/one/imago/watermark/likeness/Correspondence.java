package one.imago.watermark.likeness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import one.imago.watermark.features.Features;
import org.jspecify.annotations.Nullable;

/**
 * Details of two pictures that look alike, and those among them that agree on how the one lies on the other. Each detail
 * knows its place, size and turn, so that a single pair says where all others must lie: no sampling is needed, the best
 * of all pairs is taken, and pictures that have nothing to do with each other are told apart before anything is fitted.
 */
final class Correspondence {
    private static final int MOST_BITS = 72;
    private static final double RATIO = 0.9;
    /** What is farther than this is no rival. */
    private static final int MOST_SECOND = 80;

    private static final int MOST_PAIRS = 400;
    /** Turns that two pairs may differ: ORB's angles are rough. */
    private static final double TURN = 0.09;

    private static final int SIZE_STEPS = 3;
    private static final double PIXELS = 12;
    private static final double SLACK = 0.25;

    private Correspondence() {}

    /**
     * A detail of the query, and the detail of the work that looks like it.
     *
     * @param turn from the one to the other
     * @param size steps from the one to the other
     * @param bits that differ
     * @param cosine of the turn, times the scale
     * @param sine of the turn, times the scale
     */
    record Pair(float x, float y, float workX, float workY, float turn, int size, int bits, float cosine, float sine) {}

    static List<Pair> pairs(Features query, Features work) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < query.count(); i++) {
            int best = Integer.MAX_VALUE;
            int second = MOST_SECOND;
            int nearest = -1;
            for (int j = 0; j < work.count(); j++) {
                int distance = query.distance(i, work, j, second);
                if (distance < best) {
                    if (nearest >= 0 && !near(work, nearest, j)) {
                        second = Math.min(second, best);
                    }
                    best = distance;
                    nearest = j;
                } else if (distance < second && !near(work, nearest, j)) {
                    second = distance;
                }
            }
            if (best <= MOST_BITS && best < RATIO * second) {
                float turn = work.turn(nearest) - query.turn(i);
                int size = work.size(nearest) - query.size(i);
                double scale = Math.pow(Features.SIZE_STEP, size);
                pairs.add(new Pair(
                        query.x(i),
                        query.y(i),
                        work.x(nearest),
                        work.y(nearest),
                        turn,
                        size,
                        best,
                        (float) (scale * Math.cos(2 * Math.PI * turn)),
                        (float) (scale * Math.sin(2 * Math.PI * turn))));
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::bits));
        return pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()));
    }

    /** The same detail found at two sizes is no rival of itself. */
    private static boolean near(Features work, int a, int b) {
        float dx = work.x(a) - work.x(b);
        float dy = work.y(a) - work.y(b);
        return dx * dx + dy * dy < 36;
    }

    /** The largest set of pairs that one of them speaks for. */
    static List<Pair> agreeing(List<Pair> pairs) {
        int best = 0;
        @Nullable Pair leader = null;
        for (Pair candidate : pairs) {
            int followers = 0;
            for (Pair pair : pairs) {
                followers += follows(pair, candidate) ? 1 : 0;
            }
            if (followers > best) {
                best = followers;
                leader = candidate;
            }
        }
        @Nullable Pair chosen = leader;
        return chosen == null
                ? List.of()
                : pairs.stream().filter(pair -> follows(pair, chosen)).toList();
    }

    private static boolean follows(Pair pair, Pair leader) {
        if (Math.abs(pair.size() - leader.size()) > SIZE_STEPS) {
            return false;
        }
        double turn = pair.turn() - leader.turn();
        if (Math.abs(turn - Math.rint(turn)) > TURN) {
            return false;
        }
        double a = leader.cosine();
        double b = leader.sine();
        double dx = pair.x() - leader.x();
        double dy = pair.y() - leader.y();
        double workX = pair.workX() - leader.workX();
        double workY = pair.workY() - leader.workY();
        double errorX = a * dx - b * dy - workX;
        double errorY = b * dx + a * dy - workY;
        double allowed = PIXELS + SLACK * Math.sqrt(workX * workX + workY * workY);
        return errorX * errorX + errorY * errorY <= allowed * allowed;
    }
}

package one.imago.watermark.likeness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import one.imago.node.picture.Picture;
import one.imago.watermark.drawing.Drawing;
import one.imago.watermark.drawing.Ink;
import one.imago.watermark.fingerprint.PdqHash;
import one.imago.watermark.likeness.Correspondence.Pair;

/**
 * Compares two pictures as a search does and draws what they share: side by side, with lines between details that stand
 * in one arrangement, and an outline around what both show. Thread-safe.
 */
public final class LikenessDrawing {
    private static final int SIDE = 480;
    private static final int GAP = 12;
    /** More lines are a veil. */
    private static final int MOST_LINES = 25;

    private final Look look;
    private final Sketch work;
    private final Likeness likeness;
    private final Drawing left;
    private final Drawing right;
    private final Ink ink;

    private LikenessDrawing(Look look, Sketch work, Drawing left, Drawing right) {
        this.look = look;
        this.work = work;
        this.left = left;
        this.right = right;
        likeness = Likeness.of(look, work);
        ink = likeness.accepted() ? Ink.FOUND : Ink.SOUGHT;
    }

    /**
     * @param question the picture in question, on the left
     * @param preview of a work, on the right
     */
    public static Picture of(Picture question, Picture preview) {
        try (Drawing left = Drawing.of(question).fitted(SIDE);
                Drawing right = Drawing.of(preview).fitted(SIDE)) {
            Look look = new Look(question, PdqHash.of(question));
            return new LikenessDrawing(look, Sketcher.sketch(preview), left, right).drawn();
        }
    }

    private Picture drawn() {
        likeness.geometry().view().ifPresentOrElse(this::outline, this::whole);
        int height = Math.max(left.height(), right.height());
        try (Drawing both = Drawing.sheet(left.width() + GAP + right.width(), height)) {
            both.lay(left, 0, 0).lay(right, left.width() + GAP, 0);
            for (Pair pair : shown()) {
                double x0 = question(pair.x());
                double y0 = pair.y() * left.height() / look.height();
                double x1 = left.width() + GAP + (double) pair.workX() * right.width() / work.width();
                double y1 = (double) pair.workY() * right.height() / work.height();
                both.circle(x0, y0, 3, ink).circle(x1, y1, 3, ink).line(x0, y0, x1, y1, ink);
            }
            return both.caption(ink, inWords()).picture();
        }
    }

    /** Some of the details, from all over the work. */
    private List<Pair> shown() {
        List<Pair> details = new ArrayList<>(likeness.geometry().details());
        details.sort(Comparator.comparingDouble((Pair pair) -> pair.workY()));
        int every = Math.max(1, (details.size() + MOST_LINES - 1) / MOST_LINES);
        List<Pair> some = new ArrayList<>();
        for (int i = 0; i < details.size(); i += every) {
            some.add(details.get(i));
        }
        return some;
    }

    /** Around what both show. */
    private void outline(View view) {
        double[][] frame = {{0, 0}, {look.width(), 0}, {look.width(), look.height()}, {0, look.height()}};
        double[][] ofWork = Overlap.clip(View.map(view.h(), frame), work.width(), work.height());
        if (ofWork.length < 3) {
            return;
        }
        double[][] ofQuestion = View.map(View.inverse(view.h()), ofWork);
        for (int i = 0; i < ofWork.length; i++) {
            ofQuestion[i][0] = question(ofQuestion[i][0]);
            ofQuestion[i][1] *= (double) left.height() / look.height();
            ofWork[i][0] *= (double) right.width() / work.width();
            ofWork[i][1] *= (double) right.height() / work.height();
        }
        left.outline(ofQuestion, ink);
        right.outline(ofWork, ink);
    }

    /** Where no details say how the one lies on the other, but whole frames agree. */
    private void whole() {
        if (likeness.accepted()) {
            for (Drawing side : List.of(left, right)) {
                int x = side.width() - 1;
                int y = side.height() - 1;
                side.outline(new double[][] {{0, 0}, {x, 0}, {x, y}, {0, y}}, ink);
            }
        }
    }

    /** A column of the working frame on the left side, which shows the picture as it is when details were mirrored. */
    private double question(double x) {
        return (likeness.mirrored() ? look.width() - x : x) * left.width() / look.width();
    }

    private String inWords() {
        return String.format(
                Locale.ROOT,
                "%s: %d details in the same arrangement%s, %.0f %% of the work shown, score %.2f",
                likeness.relation().text(),
                likeness.inliers(),
                likeness.mirrored() ? ", mirrored" : "",
                100 * likeness.coverage(),
                likeness.score());
    }
}

package one.imago.watermark.robust;

import one.imago.node.ledger.WorkId;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.MarkKey;

/** One picture that is being marked: what is known of it, and the mark at any strength. */
final class Embedding {
    /** No locator changes a picture more than this, in dB. */
    static final double LEAST_PSNR = 40.15;

    /** An owner's mark beside a locator has to do with less. */
    static final double LEAST_PSNR_OF_SECOND = 43;

    private static final double USUAL_PSNR = 42.7;
    private static final double SLOPE = 0.5;
    private static final double MOST_PSNR = 44;
    private static final double USUAL_PIXELS = 400_000;

    /** Margin of the self-check at which the usual strength is enough: copies differ, and a geometry is never found exactly. */
    static final double ENOUGH = 1.15;

    private final Raster upright;
    private final Layout layout;
    private final byte[] coded;
    private final Shift shift;
    private final Survey survey;
    private final boolean second;

    Embedding(Raster upright, WorkId id, Layout layout) {
        this.upright = upright;
        this.layout = layout;
        coded = IdCode.encode(id.value());
        shift = Shift.of(id.value());
        survey = Survey.of(new Canvas(upright));
        Findings marks = new Findings(Layout.of(MarkKey.LOCATOR));
        marks.addUpright(survey.host());
        second = !marks.isEmpty();
    }

    /** Whether the picture carries a locator already. */
    boolean isSecond() {
        return second;
    }

    /** A larger picture repeats the mark more often, and needs less of it. */
    static double usual(int width, int height) {
        double doublings = Math.log((double) width * height / USUAL_PIXELS) / Math.log(2);
        return Math.max(LEAST_PSNR, Math.min(MOST_PSNR, USUAL_PSNR + SLOPE * doublings));
    }

    /** The picture with the mark at a strength that costs so many dB; less where ceilings hold it down. */
    Raster at(double psnr, Explanation explanation) {
        float[] strength = Strength.table(Strength.factor(survey, psnr));
        double weight = 0;
        for (int i = 0; i < strength.length; i++) {
            weight += strength[i] * Whitening.gain(Survey.activity(i)) * survey.count()[i];
        }
        // To write around what the picture says would be to write over the first mark.
        double heeded = second ? Double.POSITIVE_INFINITY : weight / survey.level().length;
        float[] tile = Tile.of(layout, coded, shift, survey.host(), heeded);
        explanation.show("strength", () -> EmbeddingDrawing.strength(survey, strength));
        explanation.show("tile", () -> EmbeddingDrawing.tile(tile, layout));
        return Marking.add(upright, survey.level(), strength, tile);
    }

    double margin(Raster marked) {
        return SelfCheck.margin(marked, coded, shift, layout);
    }
}

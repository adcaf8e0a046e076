package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import org.opencv.core.Mat;

/** The mark that survives what people do to pictures. Thread-safe. */
public final class RobustScheme implements MarkScheme {
    private static final int LEAST_SIDE = 96;
    private static final int LEAST_PIXELS = 160 * 160;
    private static final double GATE = 5.5;
    private static final double PSNR = Double.parseDouble(System.getProperty("psnr", "42"));
    private static final int PEAKS = 2;

    private static final List<Matrix2> POSES =
            List.of(Matrix2.IDENTITY, new Matrix2(-1, 0, 0, 1), new Matrix2(0, 1, 1, 0), new Matrix2(0, -1, 1, 0));

    @Override
    public String name() {
        return "robust";
    }

    @Override
    public boolean fits(int width, int height) {
        return Math.min(width, height) >= LEAST_SIDE && (long) width * height >= LEAST_PIXELS;
    }

    @Override
    public String minimumSize() {
        return LEAST_SIDE + " pixels each way and " + LEAST_PIXELS + " altogether, such as 160 x 160";
    }

    @Override
    public Raster embed(Raster upright, WorkId id, MarkKey key) {
        if (!fits(upright.width(), upright.height())) {
            throw new IllegalArgumentException("the mark needs " + minimumSize());
        }
        Survey survey = Survey.of(new Canvas(upright));
        Layout layout = Layout.of(key);
        float[] strength = Strength.table(Strength.factor(survey, PSNR));
        double weight = 0;
        for (int i = 0; i < strength.length; i++) {
            weight += strength[i]
                    * Whitening.gain(Survey.activity(i))
                    * survey.count()[i]
                    / survey.level().length;
        }
        float[] tile = Tile.of(layout, IdCode.encode(id.value()), survey.host(), weight);
        return Marking.add(upright, survey.level(), strength, tile);
    }

    @Override
    public Extraction extract(Picture picture, MarkKey key) {
        Layout layout = Layout.of(key);
        Canvas canvas = Canvas.of(picture);
        Fold.Upright fold = new Fold.Upright();
        Bands.visit(canvas, Residual.REACH, (luma, from, rows, y) -> {
            Mat residual = Residual.of(luma);
            try {
                fold.add(residual, from, rows, y);
            } finally {
                residual.release();
            }
        });
        Spectrum upright = fold.spectrum();
        Set<WorkId> ids = new LinkedHashSet<>();
        for (Matrix2 pose : POSES) {
            Spectrum spectrum = upright.under(pose);
            for (Alignment alignment : Alignment.of(spectrum, layout, PEAKS)) {
                if (alignment.z() >= GATE) {
                    OptionalLong id = Reader.read(spectrum, alignment, layout);
                    id.ifPresent(value -> ids.add(new WorkId(value)));
                }
            }
        }
        return ids.isEmpty() ? Extraction.NONE : new Extraction(new ArrayList<>(ids), 1);
    }
}

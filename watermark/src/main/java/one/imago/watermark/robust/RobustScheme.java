package one.imago.watermark.robust;

import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import org.opencv.core.Mat;

/** The mark that survives what people do to pictures. Thread-safe. */
public final class RobustScheme implements MarkScheme {
    private static final int LEAST_SIDE = 96;
    private static final int LEAST_PIXELS = 160 * 160;
    /** A search for scale and turn looks at no more pixels than this; larger pictures are reduced for it. */
    private static final int MOST_SEARCHED = 3_000_000;

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
    public Raster embed(Raster upright, WorkId id, MarkKey key, Explanation explanation) {
        return embed(upright, id, key, Embedding.LEAST_PSNR, explanation);
    }

    @Override
    public Raster embed(Raster upright, WorkId id, MarkKey key, double leastPsnr, Explanation explanation) {
        if (!fits(upright.width(), upright.height())) {
            throw new IllegalArgumentException("the mark needs " + minimumSize());
        }
        Embedding embedding = new Embedding(upright, id, Layout.of(key));
        boolean beside = embedding.isSecond() && !key.equals(MarkKey.LOCATOR);
        double least = beside ? Math.max(leastPsnr, Embedding.LEAST_PSNR_OF_SECOND) : leastPsnr;
        double psnr = Math.max(least, Embedding.usual(upright.width(), upright.height()));
        Raster marked = embedding.at(psnr, explanation);
        double margin = embedding.margin(marked);
        if (margin >= Embedding.ENOUGH) {
            return marked;
        }
        double missing = 20 * Math.log10(Embedding.ENOUGH / Math.max(0.1, margin));
        return embedding.at(Math.max(least, psnr - missing), explanation);
    }

    @Override
    public Extraction extract(Picture picture, MarkKey key, Explanation explanation) {
        Findings findings = read(picture, key);
        ReadingDrawing.show(picture, findings, explanation);
        return findings.extraction();
    }

    /** What was found, and what was tried. */
    static Findings read(Picture picture, MarkKey key) {
        Findings findings = readUpright(picture, key);
        if (findings.isEmpty()) {
            search(picture, findings);
        }
        return findings;
    }

    /** Without a search for scale and turn: the middle of a large picture first, since it mostly is enough. */
    static Findings readUpright(Picture picture, MarkKey key) {
        Findings findings = new Findings(Layout.of(key));
        Canvas canvas = Canvas.of(picture);
        Middle middle = Middle.of(canvas);
        Fold.Upright fold = new Fold.Upright();
        fold(canvas, middle.from(), middle.to(), fold);
        findings.addUpright(fold.spectrum());
        if (findings.isEmpty() && middle.to() - middle.from() < canvas.height()) {
            fold(canvas, 0, middle.from(), fold);
            fold(canvas, middle.to(), canvas.height(), fold);
            findings.addUpright(fold.spectrum());
        }
        return findings;
    }

    /** Adds rows of the picture as it is, at its full size. */
    private static void fold(Canvas canvas, int from, int to, Fold.Upright fold) {
        Bands.visit(canvas, from, to, Residual.REACH, (luma, first, rows, y) -> {
            Mat residual = Residual.of(luma);
            try {
                fold.add(residual, first, rows, y);
            } finally {
                residual.release();
            }
        });
    }

    private static void search(Picture picture, Findings findings) {
        double scale = Math.sqrt((double) MOST_SEARCHED / picture.width() / picture.height());
        int side = (int) (Math.min(1, scale) * Math.max(picture.width(), picture.height()));
        Canvas canvas = Canvas.of(Reduction.of(picture, side));
        Mat luma = canvas.luma(0, canvas.height());
        Mat residual = Residual.of(luma);
        luma.release();
        GeometrySearch search = new GeometrySearch(residual, findings.layout());
        residual.release();
        findings.addTracks(search, search.strong());
        if (findings.isEmpty()) {
            findings.addTracks(search, search.faint());
        }
    }
}

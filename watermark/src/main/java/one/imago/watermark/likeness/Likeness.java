package one.imago.watermark.likeness;

import java.util.Optional;

/**
 * How a picture in question and a work are alike, and what follows. Each way to acceptance and the error rate that it
 * means are in docs/search.md.
 *
 * @param pdq differing bits of the two PDQ hashes; 256 when one of them means nothing
 * @param frames best agreement of the two whole frames, over the eight poses
 * @param geometry arrangement of details
 * @param aligned agreement once the one is laid upon the other
 * @param mirrored whether the details are those of the mirrored picture
 */
public record Likeness(int pdq, BlockAgreement frames, Geometry geometry, BlockAgreement aligned, boolean mirrored) {
    /** The publisher's advice; needs both qualities to be useful. */
    static final int PDQ_BITS = 31;

    static final int NO_PDQ = 256;
    /** Of whole frames. */
    static final int LEAST_BLOCKS = 12;

    static final double LEAST_SHARE = 0.7;
    /** Of frames laid upon each other by many details, and by few. */
    static final int LEAST_INLIERS = 8;

    static final int FEW_INLIERS = 6;
    static final int MANY_INLIERS = 20;
    /** Of what is left of a copy when something was laid over it. */
    static final int LEAST_EQUAL = 12;

    static final double LEAST_EQUAL_SHARE = 0.25;

    private static final double WHOLE = 0.9;
    private static final double MOST = 0.8;

    /** Compares in both poses of details, in the mirrored one only when the other is not accepted. */
    public static Likeness of(Look look, Sketch work) {
        Likeness plain = of(look, work, false);
        return plain.accepted() ? plain : plain.orBetter(of(look, work, true));
    }

    /**
     * @param mirrored whether the details of the mirrored picture are compared; whole frames always are in all poses
     */
    public static Likeness of(Look look, Sketch work, boolean mirrored) {
        int pdq = look.pdq().useful() && work.pdq().useful() ? look.pdq().distance(work.pdq()) : NO_PDQ;
        BlockAgreement frames = BlockAgreement.NONE;
        for (int pose = 0; pose < 8; pose++) {
            BlockAgreement here = BlockAgreement.ofFrames(look, work, pose);
            frames = here.agreeing() > frames.agreeing() ? here : frames;
        }
        Geometry geometry = Geometry.of(look, work, mirrored);
        Optional<View> view = geometry.view();
        BlockAgreement aligned =
                view.isPresent() ? BlockAgreement.of(look, mirrored, work, view.get()) : BlockAgreement.NONE;
        return new Likeness(pdq, frames, geometry, aligned, mirrored);
    }

    public boolean accepted() {
        return relation().shows();
    }

    public Relation relation() {
        if (pdq <= PDQ_BITS || framesAgree()) {
            return Relation.SAME;
        }
        if (detailsAgree()) {
            return byView();
        }
        if (equalUnder(frames)) {
            return Relation.DERIVED;
        }
        return geometry.inliers() >= FEW_INLIERS || frames.equal() >= LEAST_EQUAL ? Relation.REVIEW : Relation.NONE;
    }

    private Relation byView() {
        double ofWork = geometry.view().map(View::ofWork).orElse(0.0);
        double ofQuery = geometry.view().map(View::ofQuery).orElse(0.0);
        if (ofWork >= WHOLE && ofQuery >= WHOLE) {
            return aligned.share() >= LEAST_SHARE ? Relation.SAME : Relation.DERIVED;
        }
        return ofQuery < MOST && ofWork >= MOST ? Relation.CONTAINS : Relation.DERIVED;
    }

    /** The two whole frames are one. */
    private boolean framesAgree() {
        return frames.blocks() >= LEAST_BLOCKS && frames.share() >= LEAST_SHARE;
    }

    /** Details stand in one arrangement, and what lies between them agrees. */
    private boolean detailsAgree() {
        int inliers = geometry.inliers();
        double share = aligned.share();
        return (inliers >= LEAST_INLIERS && aligned.blocks() >= 6 && share >= 0.6)
                || (inliers >= FEW_INLIERS && aligned.blocks() >= 10 && share >= 0.8)
                || (inliers >= MANY_INLIERS && geometry.spread() >= 0.5 && share >= 0.3 && aligned.centred())
                || (inliers >= LEAST_INLIERS && equalUnder(aligned));
    }

    /** A good part is equal, its middle too: a frame or banner that two pictures share is not enough. */
    private static boolean equalUnder(BlockAgreement blocks) {
        return blocks.equal() >= LEAST_EQUAL
                && blocks.equal() >= LEAST_EQUAL_SHARE * blocks.blocks()
                && blocks.centred();
    }

    public int inliers() {
        return geometry.inliers();
    }

    /** Share of the work's frame that the picture in question shows, 0 to 1. */
    public double coverage() {
        if (pdq <= PDQ_BITS || framesAgree()) {
            return 1;
        }
        return geometry.view().map(View::ofWork).orElse(equalUnder(frames) ? 1.0 : 0.0);
    }

    /** How long the work's longer side is on the picture in question, in longer sides of that; 1 when frames agree. */
    public double span() {
        return pdq <= PDQ_BITS || framesAgree()
                ? 1
                : geometry.view().map(View::span).orElse(1.0);
    }

    /** 0 to below 1, for ranking and as a confidence; not a probability. */
    public double score() {
        double whole = framesAgree() ? frames.share() : 0;
        double hash = pdq <= PDQ_BITS ? 1 - pdq / 128.0 : 0;
        double details = geometry.inliers() / (geometry.inliers() + 12.0);
        double covered = equalUnder(frames) ? frames.equal() / (double) frames.blocks() : 0;
        return Math.min(0.999, Math.max(Math.max(whole, hash), Math.max(details, covered)));
    }

    private Likeness orBetter(Likeness other) {
        return other.accepted() || other.inliers() > inliers() ? other : this;
    }
}

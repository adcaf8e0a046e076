package one.imago.watermark.likeness;

/**
 * How alike two pictures are. Two ways lead to acceptance: the two frames agree block by block, or their details stand
 * in the same arrangement over a good part of the work's frame. Thresholds and the error rates that they mean are in
 * docs/protocol/picture-journeys.md.
 *
 * @param distance differing bits of the two pHash version 1 codes
 * @param blocks agreement of the whole frames
 * @param geometry arrangement of details
 */
public record Likeness(int distance, BlockAgreement blocks, Geometry geometry) {
    /** Most differing bits at which a search considers a work at all. */
    public static final int CANDIDATE_BITS = 12;

    /** Most differing bits at which block agreement can confirm. */
    static final int BLOCK_BITS = 16;

    static final int LEAST_BLOCKS = 8;
    static final double LEAST_SHARE = 0.7;
    static final int LEAST_INLIERS = 12;
    static final double LEAST_COVERAGE = 0.25;

    public static Likeness of(long code, Sketch sketch, long otherCode, Sketch other) {
        return new Likeness(
                Long.bitCount(code ^ otherCode), BlockAgreement.of(sketch, other), Geometry.of(sketch, other));
    }

    public boolean accepted() {
        return framesAgree() || detailsAgree();
    }

    private boolean framesAgree() {
        return distance <= BLOCK_BITS && blocks.blocks() >= LEAST_BLOCKS && blocks.share() >= LEAST_SHARE;
    }

    private boolean detailsAgree() {
        return geometry.inliers() >= LEAST_INLIERS && geometry.coverage() >= LEAST_COVERAGE;
    }

    /** 0 to below 1, for ranking and as a confidence; not a probability. */
    public double score() {
        double frames = framesAgree() ? blocks.share() : 0;
        double details = geometry.inliers() / (geometry.inliers() + (double) LEAST_INLIERS);
        return Math.min(0.999, Math.max(frames, details));
    }
}

package one.imago.p2p.proof;

/** What a challenge showed. */
public enum Verdict {
    /** Every leaf was shown in time. */
    HELD,
    /** An answer came that proves nothing. */
    WRONG,
    /** An answer came after the deadline. */
    LATE,
    /** No answer came: the peer is gone, does not hold the content, or does not say so. */
    SILENT
}

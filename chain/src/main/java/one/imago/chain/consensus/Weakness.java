package one.imago.chain.consensus;

/**
 * A rule of agreement that a test leaves out, to see that the simulator notices. No node runs with one: only package
 * tests and the simulator can name them.
 */
enum Weakness {
    /** After a given-up round proposes on the final block, and votes without asking what is certified above it. */
    SKIPPED_LOCK,
    /** Votes before the record of the vote is on the disk. */
    UNSYNCED_VOTE,
    /** Takes half of the stake for a quorum. */
    HALF_QUORUM
}

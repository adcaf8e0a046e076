package one.imago.chain.consensus;

/** What can go wrong in a simulated network. */
public enum Fault {
    /** Some messages take up to three seconds. */
    DELAY,
    /** Some messages never arrive. */
    LOSS,
    /** Messages overtake each other. */
    REORDER,
    /** Some messages arrive twice. */
    DUPLICATE,
    /** The network falls into two parts for a while. */
    PARTITION,
    /** Clocks are wrong: most a little, less than a third of them by many seconds. */
    SKEW,
    /** Nodes go down, sometimes all at once, and lose what was not synced. */
    CRASH,
    /** Nodes go down in the middle of a write. */
    TORN,
    /** Less than a third of the producers run twice with one key. */
    TWINS
}

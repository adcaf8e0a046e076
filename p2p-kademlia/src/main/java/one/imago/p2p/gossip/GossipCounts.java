package one.imago.p2p.gossip;

import java.util.concurrent.atomic.LongAdder;

/** What became of messages and frames, for metrics. Thread-safe. */
final class GossipCounts {
    final LongAdder accepted = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder rejected = new LongAdder();
    /** Not looked at: of a topic of no interest, or of a peer on the graylist. */
    final LongAdder ignored = new LongAdder();
    /** Dropped because too many waited for their check. */
    final LongAdder overflowed = new LongAdder();

    final LongAdder unreadable = new LongAdder();
}

package one.imago.p2p.gossip;

import java.util.function.Consumer;
import one.imago.p2p.address.PeerId;

/** Judges a message before it goes on. */
@FunctionalInterface
interface MessageCheck {
    /**
     * @param source the peer it came from, which is rarely its author
     * @param verdict called once, on the router's thread, now or later
     */
    void check(PeerId source, SignedMessage message, Consumer<Verdict> verdict);

    /** What a message is worth. */
    enum Verdict {
        /** Goes on. */
        VALID,
        /** Its author signed it and nobody should have passed it on. */
        INVALID,
        /** Its author did not sign it. */
        FORGED,
        /** Nobody could judge it now; nobody is to blame. */
        UNJUDGED
    }
}

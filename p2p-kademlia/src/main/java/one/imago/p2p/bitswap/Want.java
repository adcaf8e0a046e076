package one.imago.p2p.bitswap;

import one.imago.node.content.Cid;

/**
 * One entry of a wantlist.
 *
 * @param cid the block
 * @param priority larger is sooner; orders the wants of one peer only
 * @param kind what is asked; of no meaning when {@code cancel}
 * @param cancel the want is over
 * @param sendDontHave whether the asker wants to hear that the block is not there
 */
public record Want(Cid cid, int priority, Kind kind, boolean cancel, boolean sendDontHave) {
    /** What a want asks for. */
    public enum Kind {
        BLOCK,
        HAVE
    }

    static Want block(Cid cid, int priority) {
        return new Want(cid, priority, Kind.BLOCK, false, true);
    }

    static Want have(Cid cid) {
        return new Want(cid, 1, Kind.HAVE, false, true);
    }

    static Want cancel(Cid cid) {
        return new Want(cid, 0, Kind.BLOCK, true, false);
    }
}

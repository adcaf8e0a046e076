package one.imago.chain.copyright;

import java.nio.ByteBuffer;
import java.util.Comparator;
import one.imago.chain.proto.ClaimRecord;
import one.imago.chain.proto.WorkRecord;

/**
 * Where a claim was committed, which is its priority: the lower was first.
 *
 * @param height block of the commit
 * @param index of the commit in its block
 */
record CommitPosition(long height, int index) implements Comparable<CommitPosition> {
    static final int LENGTH = Long.BYTES + Integer.BYTES;
    private static final Comparator<CommitPosition> ORDER =
            Comparator.comparingLong(CommitPosition::height).thenComparingInt(CommitPosition::index);

    static CommitPosition of(WorkRecord work) {
        return new CommitPosition(work.getCommitHeight(), work.getCommitIndex());
    }

    static CommitPosition of(ClaimRecord claim) {
        return new CommitPosition(claim.getCommitHeight(), claim.getCommitIndex());
    }

    /** Big endian, so that the bytes sort like the positions. */
    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(height).putInt(index).array();
    }

    @Override
    public int compareTo(CommitPosition other) {
        return ORDER.compare(this, other);
    }
}

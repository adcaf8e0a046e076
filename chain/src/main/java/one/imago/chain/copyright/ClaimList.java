package one.imago.chain.copyright;

import java.nio.ByteBuffer;
import java.util.Optional;
import one.imago.chain.proto.ClaimListRecord;
import one.imago.chain.proto.ClaimRecord;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.WorkId;

/**
 * The claims that name one thing: a file, normalised pixels, or another claim that they dispute. A head says how many
 * there are and which was committed first; one entry a claim stands under its commit's position, so that the entries sort
 * by priority in whatever order the reveals came. Head and entries are in the authenticated state: who shows the head
 * and as many entries has shown all of them, and who shows that there is no head has shown that there is none.
 */
final class ClaimList {
    private static final byte BY_FILE = 'f';
    private static final byte BY_PIXELS = 'p';
    private static final byte DISPUTES = 'd';
    private static final byte HEAD = 0;
    private static final byte ENTRY = 1;
    private static final int SCHEMA = 1;
    /** In a list of disputes: the listed claim disputes the subject. */
    static final int DISPUTES_SUBJECT = 1;
    /** In a list of disputes: the subject disputes the listed claim. */
    static final int DISPUTED_BY_SUBJECT = 2;

    private final byte[] subject;

    private ClaimList(byte[] subject) {
        this.subject = subject;
    }

    /** Claims whose original or marked file has this SHA-256. */
    static ClaimList ofFile(Hash sha256) {
        return new ClaimList(ByteBuffer.allocate(1 + Hash.LENGTH)
                .put(BY_FILE)
                .put(sha256.bytes())
                .array());
    }

    static ClaimList ofPixels(PixelHash pixels) {
        return new ClaimList(ByteBuffer.allocate(1 + 1 + Hash.LENGTH)
                .put(BY_PIXELS)
                .put((byte) pixels.version())
                .put(pixels.hash().bytes())
                .array());
    }

    /** Claims that dispute {@code id} or that {@code id} disputes. */
    static ClaimList disputesOf(WorkId id) {
        return new ClaimList(ByteBuffer.allocate(1 + Long.BYTES)
                .put(DISPUTES)
                .putLong(id.value())
                .array());
    }

    byte[] headKey() {
        return ByteBuffer.allocate(subject.length + 1).put(subject).put(HEAD).array();
    }

    byte[] entryPrefix() {
        return ByteBuffer.allocate(subject.length + 1).put(subject).put(ENTRY).array();
    }

    /** Where the claim with this commit position stands; each position belongs to one claim. */
    byte[] entryKey(CommitPosition position) {
        return ByteBuffer.allocate(subject.length + 1 + CommitPosition.LENGTH)
                .put(entryPrefix())
                .put(position.bytes())
                .array();
    }

    ClaimListRecord head(StateReader state) {
        byte[] value = state.get(headKey());
        return value == null
                ? ClaimListRecord.getDefaultInstance()
                : StateRecords.read(ClaimListRecord.parser(), value);
    }

    /** The entry at a commit position; none for a claim that is not in the list. */
    Optional<ClaimRecord> entry(StateReader state, CommitPosition position) {
        return Optional.ofNullable(state.get(entryKey(position)))
                .map(value -> StateRecords.read(ClaimRecord.parser(), value));
    }

    void add(StateWriter state, WorkId id, CommitPosition position) {
        put(state, id, position, 0);
    }

    /**
     * Notes a dispute in this list of disputes; {@code direction} is {@link #DISPUTES_SUBJECT} or {@link
     * #DISPUTED_BY_SUBJECT}.
     *
     * @return false when it stood there already
     */
    boolean addDispute(StateWriter state, WorkId id, CommitPosition position, int direction) {
        int before = entry(state, position).map(ClaimRecord::getDispute).orElse(0);
        if ((before & direction) != 0) {
            return false;
        }
        put(state, id, position, before | direction);
        return true;
    }

    private void put(StateWriter state, WorkId id, CommitPosition position, int dispute) {
        ClaimRecord claim = ClaimRecord.newBuilder()
                .setWorkId(id.value())
                .setCommitHeight(position.height())
                .setCommitIndex(position.index())
                .build();
        if (state.get(entryKey(position)) == null) {
            ClaimListRecord head = head(state);
            boolean first = head.getCount() == 0 || position.compareTo(CommitPosition.of(head.getFirst())) < 0;
            state.put(
                    headKey(),
                    ClaimListRecord.newBuilder()
                            .setSchema(SCHEMA)
                            .setCount(head.getCount() + 1)
                            .setFirst(first ? claim : head.getFirst())
                            .build()
                            .toByteArray());
        }
        state.put(
                entryKey(position),
                claim.toBuilder().setDispute(dispute).build().toByteArray());
    }
}

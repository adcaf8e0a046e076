package one.imago.chain.copyright;

import com.google.protobuf.ByteString;
import java.util.Optional;
import one.imago.chain.proto.CommitWork;
import one.imago.chain.proto.ContestWork;
import one.imago.chain.proto.PendingCommitRecord;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.WorkParent;
import one.imago.chain.proto.WorkRecord;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.WorkId;

/**
 * How claims come to be: commit, reveal, contest.
 *
 * <p>A commitment hides the file until it has a place in a final block, so whoever learns of the file from the reveal can
 * only commit later. The reservation of a work id belongs to its committer: the commitment's bytes are public while it
 * waits, and one who copies them could otherwise take the id and keep the owner out. Copied, they are worth nothing,
 * because only the owner whom they name can open them.
 */
final class Claims {
    /** How many blocks after its commit a work can be revealed: a day of blocks at one a second. */
    static final long REVEAL_WINDOW = 86_400;

    private static final int SCHEMA = 1;

    private Claims() {}

    static void commit(AppliedTransaction transaction, CommitWork body, StateWriter state) throws TransactionRejected {
        if (body.getCommitment().size() != Hash.LENGTH) {
            throw new TransactionRejected("invalid-record", "a commitment has 32 bytes");
        }
        WorkId id = Commitment.workIdOf(Hash.of(body.getCommitment().toByteArray()));
        if (state.get(StateKeys.work(id)) != null) {
            throw new TransactionRejected("already-registered", "work " + id + " is already registered");
        }
        byte[] key = StateKeys.pendingCommit(id, transaction.sender());
        Optional<PendingCommitRecord> before = pending(state, key);
        if (before.isPresent() && transaction.height() <= expiryHeight(before.get())) {
            throw new TransactionRejected(
                    "already-committed",
                    "you committed work " + id + " at height " + before.get().getHeight()
                            + "; reveal it, or commit with a fresh salt");
        }
        state.put(
                key,
                PendingCommitRecord.newBuilder()
                        .setSchema(SCHEMA)
                        .setCommitment(body.getCommitment())
                        .setHeight(transaction.height())
                        .setIndex(transaction.index())
                        .setTimestampMillis(transaction.timestampMillis())
                        .setTransaction(ByteString.copyFrom(transaction.id().bytes()))
                        .build()
                        .toByteArray());
    }

    static Optional<PendingCommitRecord> pending(StateReader state, byte[] key) {
        return Optional.ofNullable(state.get(key)).map(value -> StateRecords.read(PendingCommitRecord.parser(), value));
    }

    /** The last block in which a commit can be revealed. */
    static long expiryHeight(PendingCommitRecord commit) {
        return commit.getHeight() + REVEAL_WINDOW;
    }

    static void register(AppliedTransaction transaction, RegisterWork body, StateWriter state)
            throws TransactionRejected {
        Optional<String> problem = RegistrationRules.problem(body);
        if (problem.isPresent()) {
            throw new TransactionRejected("invalid-record", "register-work: " + problem.get());
        }
        Address owner = Address.of(body.getOwner().toByteArray());
        if (!owner.equals(transaction.sender())) {
            throw new TransactionRejected("not-owner", "only the owner of a claim can register it");
        }
        WorkId id = new WorkId(body.getWorkId());
        Hash sha256 = Hash.of(body.getSha256().toByteArray());
        PendingCommitRecord commit = open(transaction, body, id, sha256, state);
        requireOthersExist(body, state);
        if (OwnedFiles.count(state, owner, sha256) > 0) {
            throw new TransactionRejected("already-registered", "you have already registered this file");
        }
        if (state.get(StateKeys.work(id)) != null) {
            throw new TransactionRejected("already-registered", "work " + id + " is already registered");
        }
        WorkRecord work = WorkRecord.newBuilder()
                .setSchema(SCHEMA)
                .setRegistration(ByteString.copyFrom(transaction.body()))
                .setOwner(body.getOwner())
                .setCommitHeight(commit.getHeight())
                .setCommitIndex(commit.getIndex())
                .setCommitMillis(commit.getTimestampMillis())
                .setCommitTransaction(commit.getTransaction())
                .setRevealHeight(transaction.height())
                .setRevealIndex(transaction.index())
                .setRevealMillis(transaction.timestampMillis())
                .setRevealTransaction(ByteString.copyFrom(transaction.id().bytes()))
                .build();
        state.put(StateKeys.work(id), work.toByteArray());
        state.put(StateKeys.revealed(transaction.height(), transaction.index()), id(id));
        state.delete(StateKeys.pendingCommit(id, owner));
        list(state, id, body, CommitPosition.of(work));
        OwnedFiles.add(state, owner, id, body);
        for (long contested : body.getContestsList()) {
            dispute(state, id, work, new WorkId(contested));
        }
    }

    /** Checks that the body opens a commitment of its sender that can be opened now. */
    private static PendingCommitRecord open(
            AppliedTransaction transaction, RegisterWork body, WorkId id, Hash sha256, StateReader state)
            throws TransactionRejected {
        Hash commitment = Hash.of(body.getCommitRef().toByteArray());
        Hash salt = Hash.of(body.getSalt().toByteArray());
        if (!Commitment.commit(transaction.chainId(), transaction.sender(), sha256, salt)
                        .equals(commitment)
                || !Commitment.workIdOf(commitment).equals(id)) {
            throw new TransactionRejected(
                    "commitment-mismatch", "chain, owner, file and salt do not open the commitment, or not to this id");
        }
        PendingCommitRecord commit = pending(state, StateKeys.pendingCommit(id, transaction.sender()))
                .filter(pending -> pending.getCommitment().equals(body.getCommitRef()))
                .orElseThrow(() -> new TransactionRejected(
                        "commitment-unknown", "there is no unrevealed commitment of yours for work " + id));
        if (transaction.height() <= commit.getHeight()) {
            throw new TransactionRejected(
                    "commitment-too-young", "a work is revealed in a later block than it was committed in");
        }
        if (transaction.height() > expiryHeight(commit)) {
            throw new TransactionRejected(
                    "commitment-expired",
                    "the commitment expired at height " + expiryHeight(commit) + "; commit again");
        }
        return commit;
    }

    private static void requireOthersExist(RegisterWork body, StateReader state) throws TransactionRejected {
        for (WorkParent parent : body.getParentsList()) {
            work(state, new WorkId(parent.getWorkId()));
        }
        for (long contested : body.getContestsList()) {
            work(state, new WorkId(contested));
        }
    }

    private static void list(StateWriter state, WorkId id, RegisterWork body, CommitPosition position) {
        Hash original = Hash.of(body.getSha256().toByteArray());
        Hash marked = Hash.of(body.getMarkedSha256().toByteArray());
        ClaimList.ofFile(original).add(state, id, position);
        if (!marked.equals(original)) {
            ClaimList.ofFile(marked).add(state, id, position);
        }
        ClaimList.ofPixels(new PixelHash(
                        body.getPixelHashVersion(), Hash.of(body.getPixelHash().toByteArray())))
                .add(state, id, position);
    }

    static void contest(AppliedTransaction transaction, ContestWork body, StateWriter state)
            throws TransactionRejected {
        WorkId id = new WorkId(body.getWorkId());
        WorkId contested = new WorkId(body.getContests());
        if (id.equals(contested)) {
            throw new TransactionRejected("invalid-record", "a claim does not dispute itself");
        }
        WorkRecord own = ownWork(transaction, state, id);
        work(state, contested);
        if (!dispute(state, id, own, contested)) {
            throw new TransactionRejected("already-contested", "work " + id + " already disputes " + contested);
        }
    }

    /** Notes on both sides that {@code id} disputes {@code contested}; false when that was noted before. */
    private static boolean dispute(StateWriter state, WorkId id, WorkRecord work, WorkId contested)
            throws TransactionRejected {
        CommitPosition other = CommitPosition.of(work(state, contested));
        return ClaimList.disputesOf(contested)
                        .addDispute(state, id, CommitPosition.of(work), ClaimList.DISPUTES_SUBJECT)
                && ClaimList.disputesOf(id).addDispute(state, contested, other, ClaimList.DISPUTED_BY_SUBJECT);
    }

    static WorkRecord work(StateReader state, WorkId id) throws TransactionRejected {
        byte[] value = state.get(StateKeys.work(id));
        if (value == null) {
            throw new TransactionRejected("work-unknown", "there is no registered work " + id);
        }
        return StateRecords.read(WorkRecord.parser(), value);
    }

    /** A work whose owner sent the transaction. */
    static WorkRecord ownWork(AppliedTransaction transaction, StateReader state, WorkId id) throws TransactionRejected {
        WorkRecord work = work(state, id);
        if (!Address.of(work.getOwner().toByteArray()).equals(transaction.sender())) {
            throw new TransactionRejected("not-owner", "work " + id + " belongs to somebody else");
        }
        return work;
    }

    private static byte[] id(WorkId id) {
        return java.nio.ByteBuffer.allocate(Long.BYTES).putLong(id.value()).array();
    }
}

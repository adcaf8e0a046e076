package one.imago.watermark.journey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.FinalBlock;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.ledger.Licence;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/** A ledger in memory in which every block is final at once and holds one transaction. */
public final class InMemoryWorkLedger implements WorkLedger, FinalizedBlocks {
    public static final long EXPIRY_HEIGHTS = 100;

    private final Hash chainId = Hash.sha256("test chain".getBytes(StandardCharsets.US_ASCII));
    private final Map<Hash, Commitment> commitments = new HashMap<>();
    private final Map<Hash, Registration> prepared = new HashMap<>();
    private final List<Work> works = new ArrayList<>();
    private final List<Consumer<Work>> listeners = new ArrayList<>();
    private long height;

    /** A block with a commit. */
    public synchronized Commitment commit(Address owner, Hash commitment) {
        height++;
        Commitment made =
                new Commitment(commitment, owner, Commitment.workIdOf(commitment), height, height + EXPIRY_HEIGHTS);
        commitments.put(commitment, made);
        return made;
    }

    /** A block with a reveal that was prepared here. */
    public Work reveal(Hash txId) {
        Work work;
        List<Consumer<Work>> told;
        synchronized (this) {
            height++;
            Registration registration = Optional.ofNullable(prepared.get(txId)).orElseThrow();
            Commitment commitment = Optional.ofNullable(commitments.remove(registration.commitment()))
                    .orElseThrow();
            work = new Work(
                    commitment.workId(),
                    registration.owner(),
                    registration.facts(),
                    registration.declaration(),
                    new Work.Position(commitment.height(), 0, height, txId, 1_000 * height),
                    registration.contests());
            works.add(work);
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.accept(work));
        return work;
    }

    public synchronized void passHeights(long heights) {
        height += heights;
    }

    @Override
    public Hash chainId() {
        return chainId;
    }

    @Override
    public synchronized Optional<Work> work(WorkId id) {
        return where(work -> work.id().equals(id)).stream().findFirst();
    }

    @Override
    public synchronized Optional<Commitment> commitment(Hash commitment, Address owner) {
        return Optional.ofNullable(commitments.get(commitment))
                .filter(made -> made.owner().equals(owner) && made.expiryHeight() >= height);
    }

    @Override
    public synchronized List<Work> worksByFile(Hash sha256) {
        return where(work -> work.facts().sha256().equals(sha256)
                || work.facts().markedSha256().equals(sha256));
    }

    @Override
    public synchronized List<Work> worksByPixels(PixelHash pixelHash) {
        return where(work -> work.facts().pixelHash().equals(pixelHash));
    }

    @Override
    public synchronized List<Work> claims(WorkId id) {
        return work(id).map(known ->
                        where(work -> work.facts().sha256().equals(known.facts().sha256())))
                .orElse(List.of());
    }

    @Override
    public synchronized List<Work> worksRevealedFrom(long from, int limit) {
        return works.stream()
                .filter(work -> work.position().revealHeight() >= from)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Licence> licences(WorkId id) {
        return List.of();
    }

    @Override
    public synchronized UnsignedTransaction prepareRegistration(Registration registration) {
        byte[] payload = ByteBuffer.allocate(40)
                .put(registration.commitment().bytes())
                .putLong(prepared.size())
                .array();
        Hash txId = Hash.sha256(payload);
        prepared.put(txId, registration);
        return new UnsignedTransaction(txId, Amount.parse("0.01"), payload);
    }

    @Override
    public synchronized void onRegistered(Consumer<Work> listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized FinalBlock latest() {
        return new FinalBlock(height, Hash.ZERO, 1_000 * height, Hash.ZERO);
    }

    @Override
    public void subscribe(Consumer<FinalBlock> listener) {}

    private List<Work> where(Predicate<Work> condition) {
        return works.stream().filter(condition).sorted(Claims.COMMIT_ORDER).toList();
    }
}

package one.imago.p2p;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Licence;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/** Final works in memory. */
public final class TestWorks implements WorkLedger {
    public static final Hash CHAIN = Hash.sha256(new byte[] {7});

    private final List<Work> works = new ArrayList<>();
    private final List<Consumer<Work>> listeners = new ArrayList<>();

    /** Makes a work with this preview final. */
    public synchronized Work register(long id, long height, Address owner, Optional<Cid> preview) {
        Hash file = Hash.sha256(new byte[] {(byte) id});
        Work work = new Work(
                new WorkId(id),
                owner,
                new PictureFacts(file, file, new PixelHash(1, file), 100, 100, 1, List.of(), preview),
                declaration(),
                new Work.Position(height, 0, height, file, 0),
                List.of());
        works.add(work);
        listeners.forEach(listener -> listener.accept(work));
        return work;
    }

    private static Declaration declaration() {
        return new Declaration("", ClaimRole.UNKNOWN, Authorship.UNKNOWN, Publication.UNKNOWN, Hash.ZERO);
    }

    @Override
    public Hash chainId() {
        return CHAIN;
    }

    @Override
    public synchronized Optional<Work> work(WorkId id) {
        return works.stream().filter(work -> work.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<Work> worksRevealedFrom(long height, int limit) {
        return works.stream()
                .filter(work -> work.position().revealHeight() >= height)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void onRegistered(Consumer<Work> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<Commitment> commitment(Hash commitment, Address owner) {
        return Optional.empty();
    }

    @Override
    public List<Work> worksByFile(Hash sha256) {
        return List.of();
    }

    @Override
    public List<Work> worksByPixels(PixelHash pixelHash) {
        return List.of();
    }

    @Override
    public List<Work> claims(WorkId id) {
        return List.of();
    }

    @Override
    public List<Licence> licences(WorkId id) {
        return List.of();
    }

    @Override
    public UnsignedTransaction prepareRegistration(Registration registration) {
        throw new UnsupportedOperationException("read only");
    }
}

package one.imago.crawler.crawl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
import one.imago.node.picture.Identification;
import one.imago.node.picture.PictureIdentifier;

/** A ledger with one work, whose file is a text. */
final class KnownWork implements WorkLedger, PictureIdentifier {
    private final byte[] file;
    private final Work work;
    private final List<Licence> licences = new ArrayList<>();

    KnownWork(String text) {
        this.file = text.getBytes(StandardCharsets.UTF_8);
        Hash hash = Hash.sha256(file);
        this.work = new Work(
                new WorkId(42),
                Address.of(new byte[Address.LENGTH]),
                new PictureFacts(hash, hash, new PixelHash(1, hash), 1, 1, 1, List.of(), Optional.empty()),
                new Declaration("t", ClaimRole.AUTHOR, Authorship.HUMAN, Publication.NO, Hash.ZERO),
                new Work.Position(1, 0, 2, hash, 0),
                List.of());
    }

    WorkId id() {
        return work.id();
    }

    void grant(Licence licence) {
        licences.add(licence);
    }

    @Override
    public Identification identify(byte[] bytes) {
        return Arrays.equals(file, bytes)
                ? new Identification.Confirmed(work, Identification.Method.SHA256, 1, List.of(work))
                : new Identification.NotFound();
    }

    @Override
    public Hash chainId() {
        return Hash.ZERO;
    }

    @Override
    public Optional<Work> work(WorkId id) {
        return id.equals(work.id()) ? Optional.of(work) : Optional.empty();
    }

    @Override
    public Optional<Commitment> commitment(Hash commitment, Address owner) {
        return Optional.empty();
    }

    @Override
    public List<Work> worksByFile(Hash sha256) {
        return sha256.equals(work.facts().sha256()) ? List.of(work) : List.of();
    }

    @Override
    public List<Work> worksByPixels(PixelHash pixelHash) {
        return List.of();
    }

    @Override
    public List<Work> claims(WorkId id) {
        return work(id).stream().toList();
    }

    @Override
    public List<Work> worksRevealedFrom(long height, int limit) {
        return List.of(work);
    }

    @Override
    public List<Licence> licences(WorkId id) {
        return List.copyOf(licences);
    }

    @Override
    public UnsignedTransaction prepareRegistration(Registration registration) {
        throw new UnsupportedOperationException("a crawl registers nothing");
    }

    @Override
    public void onRegistered(Consumer<Work> listener) {}
}

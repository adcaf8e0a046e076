package one.imago.watermark.journey;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.Work;
import one.imago.node.picture.Identification;
import one.imago.node.picture.PictureRejected;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.InMemoryStorage;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.index.IndexService;
import one.imago.watermark.journey.RegistrationRequest.Publicity;
import one.imago.watermark.mark.MarkResult;

/** A node's picture part over in-memory ports, that can be restarted; tests read as what people do with it. */
final class Studio {
    final InMemoryWorkLedger ledger = new InMemoryWorkLedger();
    final InMemoryContentStore content = new InMemoryContentStore();
    final InMemoryStorage storage = new InMemoryStorage();
    private Running running;
    private int salts;

    Studio() throws Exception {
        running = new Running();
    }

    private final class Running {
        final ThreadExecutors executors = new ThreadExecutors();
        final PictureJourneys journeys = new PictureJourneys(
                new PictureJourneys.Ports(ledger, content, storage.open("index", PictureJourneys.segments())),
                new PictureJourneys.Tools(
                        new LocalPictureDecoder(PictureLimits.DEFAULT),
                        MarkSchemes.standard(),
                        new PictureGate(2),
                        (file, key, work) -> Hash.sha256(key, file).bytes(),
                        Runnable::run));
        final IndexService service = new IndexService(ledger, ledger, journeys.index(), journeys.pending(), executors);

        Running() throws Exception {
            service.start();
        }

        void stop() throws Exception {
            service.stop();
            executors.close();
        }
    }

    static Address person(String name) {
        byte[] hash = Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).bytes();
        return Address.of(java.util.Arrays.copyOf(hash, Address.LENGTH));
    }

    PictureJourneys journeys() {
        return running.journeys;
    }

    void restart() throws Exception {
        running.stop();
        running = new Running();
    }

    RegistrationRequest commit(Address owner, byte[] file, Publicity publicity, Optional<byte[]> sealingKey) {
        Hash salt = Hash.sha256(new byte[] {(byte) salts++});
        Hash commitment = Commitment.commit(ledger.chainId(), owner, Hash.sha256(file), salt);
        var unused = ledger.commit(owner, commitment);
        Declaration declaration =
                new Declaration("a picture", ClaimRole.AUTHOR, Authorship.HUMAN, Publication.NO, Hash.ZERO);
        return new RegistrationRequest(owner, commitment, salt, declaration, List.of(), publicity, sealingKey);
    }

    PreparedRegistration prepare(Address owner, byte[] file) throws RegistrationRefused, PictureRejected {
        return prepare(owner, file, Publicity.PUBLIC);
    }

    PreparedRegistration prepare(Address owner, byte[] file, Publicity publicity)
            throws RegistrationRefused, PictureRejected {
        return journeys().registration().prepare(file, commit(owner, file, publicity, Optional.empty()));
    }

    /** Commits, prepares and reveals; the work is indexed when this returns. */
    Registered register(Address owner, byte[] file) throws Exception {
        return register(owner, file, Publicity.PUBLIC);
    }

    Registered register(Address owner, byte[] file, Publicity publicity) throws Exception {
        PreparedRegistration prepared = prepare(owner, file, publicity);
        Work work = ledger.reveal(prepared.unsigned().txId());
        settle();
        return new Registered(work, prepared);
    }

    /** Waits until the index has taken what was revealed. */
    void settle() throws InterruptedException {
        CountDownLatch idle = new CountDownLatch(1);
        running.service.afterCatchUp(idle::countDown);
        if (!idle.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the index does not settle");
        }
    }

    Identification identify(byte[] file) throws PictureRejected {
        return journeys().identifier().identify(file);
    }

    boolean isPublic(Cid cid) {
        return content.stat(cid).map(stat -> stat.provided()).orElse(false);
    }

    /** A final registration. */
    record Registered(Work work, PreparedRegistration prepared) {
        byte[] marked() {
            return ((MarkResult.Marked) prepared.mark()).file();
        }
    }

    void close() throws Exception {
        running.stop();
    }
}

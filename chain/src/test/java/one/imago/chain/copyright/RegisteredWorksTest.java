package one.imago.chain.copyright;

import static one.imago.chain.copyright.Ledger.ALICE;
import static one.imago.chain.copyright.Ledger.BOB;
import static one.imago.chain.copyright.Ledger.CHAIN;
import static one.imago.chain.copyright.Ledger.FILE;
import static one.imago.chain.copyright.Ledger.commitment;
import static one.imago.chain.copyright.Ledger.hash;
import static one.imago.chain.copyright.Ledger.id;
import static one.imago.chain.copyright.Ledger.reveal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import one.imago.chain.state.ProvenMaps;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.TransactionDrafter;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.FinalBlock;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.ledger.Licence;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import org.junit.jupiter.api.Test;

class RegisteredWorksTest {
    private final Ledger ledger = new Ledger();
    private final List<Consumer<FinalBlock>> listeners = new ArrayList<>();
    private final TransactionDrafter drafter = new TransactionDrafter(CHAIN, account -> 7, () -> 100);
    private long height = 100;
    private final RegisteredWorks works = new RegisteredWorks(
            CHAIN,
            () -> new ProvenMaps(Map.of(CopyrightKinds.MODULE, ledger.state), height, Hash.ZERO),
            new Blocks(),
            drafter);

    private final class Blocks implements FinalizedBlocks {
        @Override
        public FinalBlock latest() {
            return new FinalBlock(height, Hash.ZERO, 0, Hash.ZERO);
        }

        @Override
        public void subscribe(Consumer<FinalBlock> listener) {
            listeners.add(listener);
        }
    }

    @Test
    void claimsStandInTheOrderOfTheirCommits() throws Exception {
        ledger.apply(ALICE, 1, 0, CopyrightBodies.commitWork(commitment(ALICE, FILE, "a")));
        WorkId bob = ledger.claim(BOB, FILE, "b", 2, 3);
        ledger.apply(ALICE, 4, 0, reveal(ALICE, FILE, "a"));
        WorkId alice = id(ALICE, FILE, "a");
        assertThat(ids(works.worksByFile(FILE))).containsExactly(alice, bob);
        assertThat(ids(works.worksByPixels(new PixelHash(1, Hash.sha256(FILE.bytes())))))
                .containsExactly(alice, bob);
        assertThat(ids(works.worksByPixels(new PixelHash(2, Hash.sha256(FILE.bytes())))))
                .isEmpty();
        assertThat(ids(works.worksByFile(hash("marked " + bob)))).containsExactly(bob);
        assertThat(ids(works.claims(bob))).containsExactly(alice, bob);
        assertThat(works.claims(new WorkId(1))).isEmpty();
        assertThat(ids(works.worksRevealedFrom(0, 10))).containsExactly(bob, alice);
        assertThat(ids(works.worksRevealedFrom(4, 10))).containsExactly(alice);
        assertThat(ids(works.worksRevealedFrom(0, 1))).containsExactly(bob);
        assertThat(works.dossier(bob).orElseThrow().first()).isFalse();
    }

    @Test
    void anOwnersOtherClaimsDisputeNothing() throws Exception {
        WorkId one = ledger.claim(ALICE, FILE, "a", 1, 2);
        WorkId bob = ledger.claim(BOB, FILE, "b", 3, 4);
        ledger.apply(BOB, 5, 0, CopyrightBodies.transferWork(bob, ALICE.address()));
        assertThat(ids(works.claims(one))).containsExactly(one);
        assertThat(works.dossier(one).orElseThrow().disputed()).isFalse();
        assertThat(works.dossier(one).orElseThrow().claims()).hasSize(2);
    }

    @Test
    void contestsAreClaimsToo() throws Exception {
        WorkId alice = ledger.claim(ALICE, FILE, "a", 1, 2);
        WorkId bob = ledger.claim(BOB, hash("a crop"), "b", 3, 4);
        assertThat(works.dossier(alice).orElseThrow().disputed()).isFalse();
        ledger.apply(BOB, 5, 0, CopyrightBodies.contestWork(bob, alice));
        assertThat(works.dossier(alice).orElseThrow().disputed()).isTrue();
        assertThat(ids(works.claims(alice))).containsExactly(alice, bob);
        assertThat(works.work(bob).orElseThrow().contests()).containsExactly(alice);
        assertThat(works.work(alice).orElseThrow().contests()).isEmpty();
    }

    @Test
    void aCommitmentIsItsOwnersUntilItExpires() throws Exception {
        Hash commitment = commitment(ALICE, FILE, "a");
        ledger.apply(BOB, 4, 0, CopyrightBodies.commitWork(commitment));
        ledger.apply(ALICE, 5, 0, CopyrightBodies.commitWork(commitment));
        assertThat(works.commitment(commitment, ALICE.address()))
                .contains(
                        new Commitment(commitment, ALICE.address(), id(ALICE, FILE, "a"), 5, 5 + Claims.REVEAL_WINDOW));
        assertThat(works.commitment(hash("another"), ALICE.address())).isEmpty();
        height = 5 + Claims.REVEAL_WINDOW;
        assertThat(works.commitment(commitment, ALICE.address())).isEmpty();
    }

    @Test
    void listenersHearOfEachRevealOnce() throws Exception {
        List<WorkId> heard = new ArrayList<>();
        works.onRegistered(work -> heard.add(work.id()));
        WorkId alice = ledger.claim(ALICE, FILE, "a", 1, 2);
        WorkId bob = ledger.claim(BOB, FILE, "b", 3, 4);
        for (long block = 1; block <= 5; block++) {
            FinalBlock last = new FinalBlock(block, Hash.ZERO, 0, Hash.ZERO);
            listeners.forEach(listener -> listener.accept(last));
        }
        assertThat(heard).containsExactly(alice, bob);
    }

    @Test
    void onlyStandingLicencesAreListed() throws Exception {
        WorkId work = ledger.claim(ALICE, FILE, "a", 1, 2);
        Hash one = ledger.apply(
                ALICE, 3, 0, CopyrightBodies.grantLicence(work, BOB.address(), hash("terms"), 3, 9_000_000));
        Hash two = ledger.apply(
                ALICE,
                4,
                0,
                CopyrightBodies.grantLicenceToDomain(
                        work, CopyrightBodies.domainHash("example.org"), hash("terms"), 0, 0));
        ledger.apply(ALICE, 5, 0, CopyrightBodies.revokeLicence(work, one));
        assertThat(works.licences(work))
                .containsExactly(new Licence(
                        two, work, "domain:" + CopyrightBodies.domainHash("example.org"), hash("terms"), 0, 0));
    }

    @Test
    void aPreparedRevealIsWhatItsOwnerChecks() throws Exception {
        UnsignedTransaction unsigned = works.prepareRegistration(Ledger.registration(ALICE, FILE, "a"));
        Amount least = FeeSchedule.minimum(
                CopyrightKinds.REGISTER_WORK, reveal(ALICE, FILE, "a").bytes().length);
        RegisterWorkCheck.check(
                unsigned,
                new SigningLimits(CHAIN, ALICE.address(), 7, least),
                new RegisterWorkCheck.Request(
                        FILE, hash("a"), Ledger.declaration("Harbour at dawn"), List.of(), false));
    }

    @Test
    void rpcAnswersTheRecordAndItsClaims() throws Exception {
        WorkId alice = ledger.claim(ALICE, FILE, "a", 1, 2);
        ledger.claim(BOB, FILE, "b", 3, 4);
        WorkView view = method(ImageGetMethod.class).call(new ImageGetMethod.Params(alice.toString()));
        assertThat(view.owner()).isEqualTo(ALICE.address().toString());
        assertThat(view.phash()).isEqualTo("0102030405060708");
        assertThat(view.role()).isEqualTo("author");
        assertThat(view.mediaType()).isEqualTo("image/jpeg");
        assertThat(view.disputed()).isTrue();
        assertThat(view.claims()).hasSize(2);
        assertThat(view.height()).isEqualTo(2);
        assertThat(view.provided()).isTrue();
        assertCode("not-found", () -> method(ImageGetMethod.class).call(new ImageGetMethod.Params("0000000000000001")));
        assertCode("invalid-params", () -> method(ImageGetMethod.class).call(new ImageGetMethod.Params("xyz")));
        assertCode("invalid-params", () -> method(ImageGetMethod.class).call(new ImageGetMethod.Params(null)));
        assertCode(
                "not-found",
                () -> method(LicenceListMethod.class).call(new LicenceListMethod.Params("0000000000000001")));
    }

    @Test
    void rpcListsPageByPage() throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(ledger.claim(ALICE, hash("file " + i), "a", 10 * i + 1, 10 * i + 2)
                    .toString());
        }
        ImageListMethod list = method(ImageListMethod.class);
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            var page = list.call(new ImageListMethod.Params(null, null, null, 2, after));
            page.works().forEach(row -> seen.add(row.workId()));
            after = page.next();
        } while (after != null);
        assertThat(seen).isEqualTo(all);
        assertThat(list.call(new ImageListMethod.Params(ALICE.address().toString(), null, null, null, null))
                        .works())
                .hasSize(5);
        assertThat(list.call(new ImageListMethod.Params(BOB.address().toString(), null, null, null, null))
                        .works())
                .isEmpty();
        assertThat(list.call(new ImageListMethod.Params(null, hash("file 3").hex(), null, null, null))
                        .works())
                .hasSize(1);
        assertThat(list.call(new ImageListMethod.Params(
                                null, null, Hash.sha256(hash("file 3").bytes()).hex(), null, null))
                        .works())
                .hasSize(1);
        assertCode("invalid-params", () -> list.call(new ImageListMethod.Params(null, null, null, 0, null)));
        assertCode(
                "invalid-params",
                () -> list.call(new ImageListMethod.Params(
                        ALICE.address().toString(), hash("x").hex(), null, null, null)));
        assertCode(
                "invalid-params",
                () -> list.call(new ImageListMethod.Params(
                        null, hash("file 3").hex(), null, null, Hex.encode(new byte[] {1}))));
    }

    @Test
    void rpcPreparesACommitThatTheClientAccepts() throws Exception {
        Hash commitment = commitment(ALICE, FILE, "a");
        WorkCommitMethod commit = method(WorkCommitMethod.class);
        var answer = commit.call(new WorkCommitMethod.Params(ALICE.address().toString(), commitment.hex(), null));
        assertThat(answer.workId()).isEqualTo(id(ALICE, FILE, "a").toString());
        assertThat(answer.nonce()).isEqualTo(7);
        CommitWorkCheck.check(
                new UnsignedTransaction(
                        Hash.parse(answer.txId()),
                        Amount.parse(answer.fee()),
                        Hex.decodeUpTo(answer.unsigned(), 10_000)),
                new SigningLimits(CHAIN, ALICE.address(), 7, Amount.parse(answer.fee())),
                commitment);
        assertThat(commit.call(new WorkCommitMethod.Params(ALICE.address().toString(), commitment.hex(), "1.5"))
                        .fee())
                .isEqualTo("1.5");
        assertCode("invalid-params", () -> commit.call(new WorkCommitMethod.Params("x", commitment.hex(), null)));
    }

    private interface Call {
        Object call() throws RpcException;
    }

    private static void assertCode(String code, Call call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private <M extends RpcMethod<?, ?>> M method(Class<M> type) {
        return CopyrightMethods.all(works, drafter, new Provided()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<WorkId> ids(List<Work> works) {
        return works.stream().map(Work::id).toList();
    }

    /** A store in which everything is there and provided. */
    private static final class Provided implements ContentStore {
        @Override
        public ContentStat put(InputStream content) throws IOException {
            throw new IOException("read only");
        }

        @Override
        public ContentStat pin(Cid cid) throws IOException {
            throw new IOException("read only");
        }

        @Override
        public Optional<ContentStat> stat(Cid cid) {
            return Optional.of(new ContentStat(cid, 1, 1, true, true));
        }

        @Override
        public Optional<InputStream> open(Cid cid) {
            return Optional.empty();
        }

        @Override
        public void provide(Cid cid) {}

        @Override
        public void unpin(Cid cid) {}
    }
}

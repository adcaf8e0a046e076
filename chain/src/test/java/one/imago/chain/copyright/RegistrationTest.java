package one.imago.chain.copyright;

import static one.imago.chain.copyright.Ledger.ALICE;
import static one.imago.chain.copyright.Ledger.BOB;
import static one.imago.chain.copyright.Ledger.CAROL;
import static one.imago.chain.copyright.Ledger.FILE;
import static one.imago.chain.copyright.Ledger.commitment;
import static one.imago.chain.copyright.Ledger.hash;
import static one.imago.chain.copyright.Ledger.id;
import static one.imago.chain.copyright.Ledger.registration;
import static one.imago.chain.copyright.Ledger.reveal;
import static org.assertj.core.api.Assertions.assertThat;

import one.imago.chain.proto.WorkRecord;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private final Ledger ledger = new Ledger();

    @Test
    void aRevealStoresWhatItsOwnerSignedAndWhereItWasCommitted() throws Exception {
        Hash commit = ledger.apply(ALICE, 5, 3, CopyrightBodies.commitWork(commitment(ALICE, FILE, "salt")));
        Hash tx = ledger.apply(ALICE, 9, 1, reveal(ALICE, FILE, "salt"));
        WorkRecord work = ledger.work(id(ALICE, FILE, "salt"));
        assertThat(work.getRegistration().toByteArray())
                .isEqualTo(reveal(ALICE, FILE, "salt").bytes());
        assertThat(work.getCommitHeight()).isEqualTo(5);
        assertThat(work.getCommitIndex()).isEqualTo(3);
        assertThat(work.getCommitMillis()).isEqualTo(5_000);
        assertThat(work.getCommitTransaction().toByteArray()).isEqualTo(commit.bytes());
        assertThat(work.getRevealHeight()).isEqualTo(9);
        assertThat(work.getRevealTransaction().toByteArray()).isEqualTo(tx.bytes());
        assertThat(RecordedWork.work(work, java.util.List.of()).facts())
                .isEqualTo(sorted(registration(ALICE, FILE, "salt")).facts());
    }

    /** The body holds fingerprints in ascending order. */
    private static WorkLedger.Registration sorted(WorkLedger.Registration r) {
        var fingerprints = new java.util.ArrayList<>(r.facts().fingerprints());
        java.util.Collections.reverse(fingerprints);
        var f = r.facts();
        return new WorkLedger.Registration(
                r.owner(),
                r.commitment(),
                r.salt(),
                new one.imago.node.ledger.PictureFacts(
                        f.sha256(),
                        f.markedSha256(),
                        f.pixelHash(),
                        f.width(),
                        f.height(),
                        f.mediaType(),
                        fingerprints,
                        f.previewCid()),
                r.declaration(),
                r.contests());
    }

    @Test
    void aCopiedPendingRevealRanksLater() throws Exception {
        ledger.apply(ALICE, 5, 0, CopyrightBodies.commitWork(commitment(ALICE, FILE, "salt")));
        // Bob sees Alice's reveal waiting: he can neither send it himself nor open her commitment as his own ...
        ledger.refuses("not-owner", BOB, 7, reveal(ALICE, FILE, "salt"));
        ledger.refuses("commitment-unknown", BOB, 7, reveal(BOB, FILE, "salt"));
        // ... so he commits to the same file and salt, and reveals before Alice's transaction gets through.
        ledger.apply(BOB, 7, 0, CopyrightBodies.commitWork(commitment(BOB, FILE, "salt")));
        ledger.apply(BOB, 8, 0, reveal(BOB, FILE, "salt"));
        ledger.apply(ALICE, 9, 0, reveal(ALICE, FILE, "salt"));
        assertThat(ledger.list(ClaimList.ofFile(FILE))).containsExactly(id(ALICE, FILE, "salt"), id(BOB, FILE, "salt"));
        assertThat(ClaimList.ofFile(FILE).head(ledger.state).getFirst().getWorkId())
                .isEqualTo(id(ALICE, FILE, "salt").value());
        assertThat(ClaimList.ofFile(FILE).head(ledger.state).getCount()).isEqualTo(2);
    }

    @Test
    void aCopiedCommitmentNeitherBlocksNorReplacesItsOwners() throws Exception {
        TransactionBody commit = CopyrightBodies.commitWork(commitment(ALICE, FILE, "salt"));
        ledger.apply(BOB, 4, 0, commit);
        ledger.apply(ALICE, 5, 0, commit);
        ledger.refuses("commitment-mismatch", BOB, 6, ownedBy(BOB));
        ledger.apply(ALICE, 6, 0, reveal(ALICE, FILE, "salt"));
        assertThat(ledger.work(id(ALICE, FILE, "salt")).getCommitHeight()).isEqualTo(5);
        ledger.refuses("already-registered", BOB, 7, commit);
    }

    /** Alice's reveal under another owner: it no longer opens the commitment. */
    private static TransactionBody ownedBy(one.imago.node.crypto.PublicKey owner) {
        WorkLedger.Registration r = registration(ALICE, FILE, "salt");
        return CopyrightBodies.registerWork(new WorkLedger.Registration(
                owner.address(), r.commitment(), r.salt(), r.facts(), r.declaration(), r.contests()));
    }

    @Test
    void claimsOfOneBlockRankByIndex() throws Exception {
        ledger.apply(BOB, 5, 1, CopyrightBodies.commitWork(commitment(BOB, FILE, "b")));
        ledger.apply(ALICE, 5, 0, CopyrightBodies.commitWork(commitment(ALICE, FILE, "a")));
        ledger.apply(BOB, 6, 0, reveal(BOB, FILE, "b"));
        ledger.apply(ALICE, 6, 1, reveal(ALICE, FILE, "a"));
        assertThat(ledger.list(ClaimList.ofFile(FILE))).containsExactly(id(ALICE, FILE, "a"), id(BOB, FILE, "b"));
    }

    @Test
    void aCommitCannotBeDoubledButReplacedOnceItExpired() throws Exception {
        TransactionBody commit = CopyrightBodies.commitWork(commitment(ALICE, FILE, "salt"));
        ledger.apply(ALICE, 5, 0, commit);
        ledger.refuses("already-committed", ALICE, 5 + Claims.REVEAL_WINDOW, commit);
        ledger.refuses("commitment-expired", ALICE, 6 + Claims.REVEAL_WINDOW, reveal(ALICE, FILE, "salt"));
        ledger.apply(ALICE, 6 + Claims.REVEAL_WINDOW, 0, commit);
        ledger.apply(ALICE, 7 + Claims.REVEAL_WINDOW, 0, reveal(ALICE, FILE, "salt"));
        assertThat(ledger.work(id(ALICE, FILE, "salt")).getCommitHeight()).isEqualTo(6 + Claims.REVEAL_WINDOW);
    }

    @Test
    void theLastBlockOfTheWindowIsInTime() throws Exception {
        ledger.claim(ALICE, FILE, "salt", 5, 5 + Claims.REVEAL_WINDOW);
    }

    @Test
    void aRevealComesInALaterBlockThanItsCommit() throws Exception {
        ledger.apply(ALICE, 5, 0, CopyrightBodies.commitWork(commitment(ALICE, FILE, "salt")));
        ledger.refuses("commitment-too-young", ALICE, 5, reveal(ALICE, FILE, "salt"));
    }

    @Test
    void aRevealNeedsItsCommit() {
        ledger.refuses("commitment-unknown", ALICE, 5, reveal(ALICE, FILE, "salt"));
    }

    @Test
    void oneOwnerRegistersOneFileOnce() throws Exception {
        WorkId first = ledger.claim(ALICE, FILE, "one", 1, 2);
        ledger.apply(ALICE, 3, 0, CopyrightBodies.commitWork(commitment(ALICE, FILE, "two")));
        ledger.refuses("already-registered", ALICE, 4, reveal(ALICE, FILE, "two"));
        Hash marked = Hash.of(
                RecordedWork.registration(ledger.work(first)).getMarkedSha256().toByteArray());
        ledger.apply(ALICE, 5, 0, CopyrightBodies.commitWork(commitment(ALICE, marked, "three")));
        ledger.refuses("already-registered", ALICE, 6, reveal(ALICE, marked, "three"));
    }

    @Test
    void othersClaimsOnOneFileAreKept() throws Exception {
        WorkId alice = ledger.claim(ALICE, FILE, "a", 1, 2);
        WorkId bob = ledger.claim(BOB, FILE, "b", 3, 4);
        WorkId carol = ledger.claim(CAROL, FILE, "c", 5, 6);
        assertThat(ledger.list(ClaimList.ofFile(FILE))).containsExactly(alice, bob, carol);
        assertThat(ledger.list(ClaimList.ofPixels(new PixelHash(1, Hash.sha256(FILE.bytes())))))
                .containsExactly(alice, bob, carol);
        assertThat(ledger.list(ClaimList.ofFile(hash("marked " + bob)))).containsExactly(bob);
        assertThat(ledger.state.get(ClaimList.ofFile(hash("nobody's")).headKey()))
                .isNull();
    }

    @Test
    void contestsAreNotedOnBothSides() throws Exception {
        WorkId alice = ledger.claim(ALICE, FILE, "a", 1, 2);
        ledger.apply(BOB, 3, 0, CopyrightBodies.commitWork(commitment(BOB, hash("other"), "b")));
        WorkLedger.Registration r = registration(BOB, hash("other"), "b");
        ledger.apply(
                BOB,
                4,
                0,
                CopyrightBodies.registerWork(new WorkLedger.Registration(
                        r.owner(), r.commitment(), r.salt(), r.facts(), r.declaration(), java.util.List.of(alice))));
        WorkId bob = id(BOB, hash("other"), "b");
        assertThat(ledger.list(ClaimList.disputesOf(alice))).containsExactly(bob);
        assertThat(ledger.list(ClaimList.disputesOf(bob))).containsExactly(alice);
        ledger.refuses("already-contested", BOB, 5, CopyrightBodies.contestWork(bob, alice));
        ledger.apply(ALICE, 6, 0, CopyrightBodies.contestWork(alice, bob));
        assertThat(ClaimList.disputesOf(alice).head(ledger.state).getCount()).isEqualTo(1);
        assertThat(ClaimList.disputesOf(alice)
                        .entry(ledger.state, CommitPosition.of(ledger.work(bob)))
                        .orElseThrow()
                        .getDispute())
                .isEqualTo(3);
    }

    @Test
    void contestsNeedAnOwnClaimAndAnExistingOther() throws Exception {
        WorkId alice = ledger.claim(ALICE, FILE, "a", 1, 2);
        ledger.refuses("not-owner", BOB, 3, CopyrightBodies.contestWork(alice, new WorkId(1)));
        ledger.refuses("work-unknown", ALICE, 3, CopyrightBodies.contestWork(alice, new WorkId(1)));
        ledger.refuses("invalid-record", ALICE, 3, CopyrightBodies.contestWork(alice, alice));
        ledger.apply(BOB, 3, 0, CopyrightBodies.commitWork(commitment(BOB, FILE, "b")));
        WorkLedger.Registration r = registration(BOB, FILE, "b");
        ledger.refuses(
                "work-unknown",
                BOB,
                4,
                CopyrightBodies.registerWork(new WorkLedger.Registration(
                        r.owner(),
                        r.commitment(),
                        r.salt(),
                        r.facts(),
                        r.declaration(),
                        java.util.List.of(new WorkId(7)))));
    }
}

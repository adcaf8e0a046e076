package one.imago.chain.copyright;

import static one.imago.chain.copyright.Ledger.ALICE;
import static one.imago.chain.copyright.Ledger.BOB;
import static one.imago.chain.copyright.Ledger.CAROL;
import static one.imago.chain.copyright.Ledger.FILE;
import static one.imago.chain.copyright.Ledger.commitment;
import static one.imago.chain.copyright.Ledger.hash;
import static one.imago.chain.copyright.Ledger.reveal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import one.imago.chain.proto.EvidenceRecord;
import one.imago.chain.proto.LicenceRecord;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RightsTest {
    private static final Hash TERMS = hash("terms");
    private final Ledger ledger = new Ledger();
    private WorkId work = new WorkId(0);

    @BeforeEach
    void aliceHasAWork() throws Exception {
        work = ledger.claim(ALICE, FILE, "salt", 1, 2);
    }

    @Test
    void onlyTheOwnerTransfers() throws Exception {
        ledger.refuses("not-owner", BOB, 3, CopyrightBodies.transferWork(work, BOB.address()));
        ledger.refuses("invalid-record", ALICE, 3, CopyrightBodies.transferWork(work, ALICE.address()));
        ledger.refuses("work-unknown", ALICE, 3, CopyrightBodies.transferWork(new WorkId(3), BOB.address()));
        ledger.apply(ALICE, 3, 0, CopyrightBodies.transferWork(work, BOB.address()));
        assertThat(ledger.owner(work)).isEqualTo(BOB.address());
        assertThat(ledger.work(work).getTransfers()).isEqualTo(1);
        assertThat(OwnedFiles.count(ledger.state, BOB.address())).isEqualTo(1);
        assertThat(OwnedFiles.count(ledger.state, ALICE.address())).isZero();
        ledger.refuses("not-owner", ALICE, 4, CopyrightBodies.transferWork(work, CAROL.address()));
    }

    @Test
    void aTransferKeepsPriorityAndBringsTheFileAlong() throws Exception {
        ledger.apply(ALICE, 3, 0, CopyrightBodies.transferWork(work, BOB.address()));
        ledger.apply(BOB, 4, 0, CopyrightBodies.commitWork(commitment(BOB, FILE, "again")));
        ledger.refuses("already-registered", BOB, 5, reveal(BOB, FILE, "again"));
        WorkId again = ledger.claim(ALICE, FILE, "again", 4, 5);
        assertThat(ledger.list(ClaimList.ofFile(FILE))).containsExactly(work, again);
    }

    @Test
    void twoClaimsOnOneFileInOneHandAreCounted() throws Exception {
        WorkId bobs = ledger.claim(BOB, FILE, "b", 3, 4);
        ledger.apply(BOB, 5, 0, CopyrightBodies.transferWork(bobs, ALICE.address()));
        assertThat(OwnedFiles.count(ledger.state, ALICE.address(), FILE)).isEqualTo(2);
        ledger.apply(ALICE, 6, 0, CopyrightBodies.transferWork(work, CAROL.address()));
        ledger.apply(ALICE, 7, 0, CopyrightBodies.commitWork(commitment(ALICE, FILE, "c")));
        ledger.refuses("already-registered", ALICE, 8, reveal(ALICE, FILE, "c"));
    }

    @Test
    void evidenceIsAppendedByTheOwner() throws Exception {
        TransactionBody raw = CopyrightBodies.addEvidence(work, EvidenceType.RAW_FILE, hash("raw"));
        ledger.refuses("not-owner", BOB, 3, raw);
        Hash tx = ledger.apply(ALICE, 3, 0, raw);
        ledger.apply(ALICE, 4, 0, CopyrightBodies.addEvidence(work, EvidenceType.RFC3161_TOKEN, hash("token")));
        assertThat(ledger.work(work).getEvidenceCount()).isEqualTo(2);
        byte[] value = ledger.state.get(StateKeys.evidence(work, 0));
        assertThat(value).isNotNull();
        EvidenceRecord record = EvidenceRecord.parseFrom(value);
        assertThat(record.getEvidence().toByteArray()).isEqualTo(hash("raw").bytes());
        assertThat(record.getTransaction().toByteArray()).isEqualTo(tx.bytes());
        assertThat(record.getHeight()).isEqualTo(3);
    }

    @Test
    void evidenceIsBounded() throws Exception {
        for (int i = 0; i < Rights.MAX_EVIDENCE; i++) {
            ledger.apply(ALICE, 3, i, CopyrightBodies.addEvidence(work, EvidenceType.CAPTURE, hash("capture " + i)));
        }
        ledger.refuses("evidence-full", ALICE, 4, CopyrightBodies.addEvidence(work, EvidenceType.CAPTURE, TERMS));
    }

    @Test
    void licencesAreGrantedAndRevokedByTheOwner() throws Exception {
        TransactionBody grant = CopyrightBodies.grantLicence(work, BOB.address(), TERMS, 3, 10_000);
        ledger.refuses("not-owner", BOB, 3, grant);
        ledger.refuses("licence-ended", ALICE, 10, grant);
        Hash id = ledger.apply(ALICE, 9, 0, grant);
        ledger.refuses("not-owner", BOB, 10, CopyrightBodies.revokeLicence(work, id));
        ledger.refuses("licence-unknown", ALICE, 10, CopyrightBodies.revokeLicence(work, TERMS));
        ledger.apply(ALICE, 10, 0, CopyrightBodies.revokeLicence(work, id));
        ledger.refuses("licence-revoked", ALICE, 11, CopyrightBodies.revokeLicence(work, id));
        byte[] value = ledger.state.get(StateKeys.licence(work, id));
        assertThat(value).isNotNull();
        assertThat(LicenceRecord.parseFrom(value).getRevokedHeight()).isEqualTo(10);
        assertThat(LicenceRecord.parseFrom(value).getBody().toByteArray()).isEqualTo(grant.bytes());
    }

    @Test
    void aLicenceNamesAHostByItsHash() throws Exception {
        assertThat(CopyrightBodies.domainHash("Example.ORG.")).isEqualTo(hash("example.org"));
        assertThatThrownBy(() -> CopyrightBodies.domainHash("http://example.org/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CopyrightBodies.domainHash("")).isInstanceOf(IllegalArgumentException.class);
        ledger.apply(
                ALICE,
                3,
                0,
                CopyrightBodies.grantLicenceToDomain(work, CopyrightBodies.domainHash("example.org"), TERMS, 0, 0));
    }
}

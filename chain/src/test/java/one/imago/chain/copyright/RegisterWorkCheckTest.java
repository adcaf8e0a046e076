package one.imago.chain.copyright;

import static one.imago.chain.copyright.Ledger.ALICE;
import static one.imago.chain.copyright.Ledger.BOB;
import static one.imago.chain.copyright.Ledger.CHAIN;
import static one.imago.chain.copyright.Ledger.FILE;
import static one.imago.chain.copyright.Ledger.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.Consumer;
import one.imago.chain.copyright.UnsafeToSign.Reason;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.TransactionPayload;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;

/** A node that lies gets no signature. */
class RegisterWorkCheckTest {
    private static final Amount MAX_FEE = Amount.ofTokens(1);
    private static final SigningLimits LIMITS = new SigningLimits(CHAIN, ALICE.address(), 7, MAX_FEE);
    private static final RegisterWorkCheck.Request REQUEST =
            new RegisterWorkCheck.Request(FILE, hash("salt"), Ledger.declaration("Harbour at dawn"), List.of(), false);

    private static UnsignedTransaction honest() {
        return Ledger.reveal(ALICE, FILE, "salt")
                .from(ALICE.address(), CHAIN, 7, MAX_FEE, 1_000)
                .encode();
    }

    @Test
    void anHonestRevealIsSigned() throws Exception {
        assertThat(RegisterWorkCheck.check(honest(), LIMITS, REQUEST).markedSha256())
                .isEqualTo(Ledger.registration(ALICE, FILE, "salt").facts().markedSha256());
    }

    @Test
    void aLieInTheEnvelopeGetsNoSignature() throws Exception {
        envelope(Reason.CHAIN, payload -> payload.setChainId(bytes(hash("another chain"))));
        envelope(Reason.KIND, payload -> payload.setKind("transfer-work"));
        envelope(Reason.KIND, payload -> payload.setModule("token"));
        envelope(Reason.KIND, payload -> payload.setVersion(2));
        envelope(Reason.FEE, payload -> payload.setFeeLimit(MAX_FEE.units() + 1));
        envelope(Reason.FEE, payload -> payload.setFeeLimit(-1));
        envelope(Reason.NONCE, payload -> payload.setNonce(6));
        envelope(Reason.NONCE, payload -> payload.setNonce(10_008));
        envelope(Reason.NONCE, payload -> payload.setNonce(-1));
        envelope(
                Reason.SENDER,
                payload -> payload.setSender(ByteString.copyFrom(BOB.address().bytes())));
        envelope(Reason.MALFORMED, payload -> payload.setProtocol(2));
        envelope(Reason.MALFORMED, payload -> payload.setKeyScheme(2));
        envelope(Reason.MALFORMED, TransactionPayload.Builder::clearExpiry);
    }

    @Test
    void aLieInTheRecordGetsNoSignature() throws Exception {
        record(
                Reason.OWNER,
                work -> work.setOwner(ByteString.copyFrom(BOB.address().bytes())));
        record(Reason.FILE, work -> work.setSha256(bytes(hash("another file"))));
        record(Reason.TITLE, work -> work.setTitle("Harbour at dusk"));
        record(Reason.TITLE, RegisterWork.Builder::clearTitle);
        record(Reason.DECLARATION, work -> work.setClaimRole(2));
        record(Reason.DECLARATION, work -> work.setAuthorship(3));
        record(Reason.DECLARATION, work -> work.setPublication(1));
        record(Reason.DECLARATION, work -> work.setManifestRoot(bytes(hash("another manifest"))));
        record(Reason.COMMITMENT, work -> work.setSalt(bytes(hash("another salt"))));
        record(Reason.COMMITMENT, work -> work.setCommitRef(bytes(hash("another commitment"))));
        record(Reason.COMMITMENT, work -> work.setWorkId(1));
        record(Reason.CONTESTS, work -> work.addContests(1));
        record(Reason.UNASKED, work -> work.setLicenceRef(bytes(hash("a licence"))));
        record(Reason.UNASKED, work -> work.setEvidenceRoot(bytes(hash("evidence"))));
        record(Reason.MALFORMED, work -> work.setMeasuredRes(work.getWidth() + work.getHeight()));
        record(Reason.MALFORMED, work -> work.setMarkedSha256(ByteString.EMPTY));
    }

    @Test
    void aPrivateWorkIsNotPublished() {
        RegisterWorkCheck.Request isPrivate =
                new RegisterWorkCheck.Request(FILE, hash("salt"), REQUEST.declaration(), List.of(), true);
        assertReason(Reason.PRIVACY, honest(), isPrivate);
    }

    @Test
    void askedForContestsMustBeThere() {
        RegisterWorkCheck.Request contest =
                new RegisterWorkCheck.Request(FILE, hash("salt"), REQUEST.declaration(), List.of(new WorkId(1)), false);
        assertReason(Reason.CONTESTS, honest(), contest);
    }

    @Test
    void bytesIdAndFeeBelongTogether() {
        UnsignedTransaction honest = honest();
        assertReason(
                Reason.TRANSACTION_ID, new UnsignedTransaction(Hash.ZERO, honest.fee(), honest.payload()), REQUEST);
        assertReason(Reason.FEE, new UnsignedTransaction(honest.txId(), Amount.ZERO, honest.payload()), REQUEST);
        byte[] longer = java.util.Arrays.copyOf(honest.payload(), honest.payload().length + 3);
        longer[longer.length - 3] = (byte) 0xd8;
        longer[longer.length - 2] = 6;
        longer[longer.length - 1] = 1;
        assertReason(Reason.MALFORMED, unsigned(longer), REQUEST);
        assertReason(Reason.MALFORMED, unsigned(new byte[] {1, 2, 3}), REQUEST);
    }

    @Test
    void anotherKindWithTheSameBytesGetsNoSignature() {
        TransactionBody transfer = CopyrightBodies.transferWork(new WorkId(1), BOB.address());
        assertReason(
                Reason.KIND,
                transfer.from(ALICE.address(), CHAIN, 7, MAX_FEE, 1_000).encode(),
                REQUEST);
        assertReason(
                Reason.MALFORMED,
                new TransactionBody(new TransactionKind("copyright", "register-work", 1), transfer.bytes())
                        .from(ALICE.address(), CHAIN, 7, MAX_FEE, 1_000)
                        .encode(),
                REQUEST);
    }

    @Test
    void aCommitIsCheckedToo() throws Exception {
        Hash commitment = Ledger.commitment(ALICE, FILE, "salt");
        UnsignedTransaction commit = CopyrightBodies.commitWork(commitment)
                .from(ALICE.address(), CHAIN, 7, MAX_FEE, 1_000)
                .encode();
        CommitWorkCheck.check(commit, LIMITS, commitment);
        assertThatThrownBy(() -> CommitWorkCheck.check(commit, LIMITS, hash("another")))
                .isInstanceOfSatisfying(
                        UnsafeToSign.class, e -> assertThat(e.reason()).isEqualTo(Reason.COMMITMENT));
        assertThatThrownBy(() -> CommitWorkCheck.check(honest(), LIMITS, commitment))
                .isInstanceOfSatisfying(
                        UnsafeToSign.class, e -> assertThat(e.reason()).isEqualTo(Reason.KIND));
    }

    private static void envelope(Reason reason, Consumer<TransactionPayload.Builder> lie) throws Exception {
        TransactionPayload.Builder payload = TransactionPayload.parseFrom(honest().payload()).toBuilder();
        lie.accept(payload);
        assertReason(reason, unsigned(payload.build().toByteArray()), REQUEST);
    }

    private static void record(Reason reason, Consumer<RegisterWork.Builder> lie) throws Exception {
        envelope(reason, payload -> {
            try {
                RegisterWork.Builder work = RegisterWork.parseFrom(payload.getBody()).toBuilder();
                lie.accept(work);
                payload.setBody(work.build().toByteString());
            } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static UnsignedTransaction unsigned(byte[] payload) {
        long fee;
        try {
            fee = TransactionPayload.parseFrom(payload).getFeeLimit();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            fee = 0;
        }
        return new UnsignedTransaction(
                one.imago.chain.transaction.TransactionDraft.id(payload), new Amount(Math.max(0, fee)), payload);
    }

    private static void assertReason(Reason reason, UnsignedTransaction unsigned, RegisterWorkCheck.Request request) {
        assertThatThrownBy(() -> RegisterWorkCheck.check(unsigned, LIMITS, request))
                .isInstanceOfSatisfying(
                        UnsafeToSign.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static ByteString bytes(Hash hash) {
        return ByteString.copyFrom(hash.bytes());
    }
}

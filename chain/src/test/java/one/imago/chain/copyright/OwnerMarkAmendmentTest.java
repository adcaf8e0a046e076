package one.imago.chain.copyright;

import static one.imago.chain.copyright.Ledger.ALICE;
import static one.imago.chain.copyright.Ledger.CHAIN;
import static one.imago.chain.copyright.Ledger.FILE;
import static one.imago.chain.copyright.Ledger.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import one.imago.chain.copyright.UnsafeToSign.Reason;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.TransactionPayload;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionDraft;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.UnsignedTransaction;
import org.junit.jupiter.api.Test;

class OwnerMarkAmendmentTest {
    private static final Hash BOTH_MARKS = hash("a file with both marks");
    private static final Hash COMMITMENT = hash("commitment to key and salt");
    private static final Amount MAX_FEE = Amount.ofTokens(1);
    private static final SigningLimits LIMITS = limits(MAX_FEE);

    private static SigningLimits limits(Amount maxFee) {
        return new SigningLimits(CHAIN, ALICE.address(), 7, maxFee);
    }

    private static UnsignedTransaction prepared() {
        TransactionBody reveal = Ledger.reveal(ALICE, FILE, "salt");
        Amount fee = FeeSchedule.minimum(reveal.kind(), reveal.bytes().length);
        return reveal.from(ALICE.address(), CHAIN, 9, fee, 1_000).encode();
    }

    private static UnsignedTransaction amended() throws UnsafeToSign {
        return OwnerMarkAmendment.amend(prepared(), LIMITS, BOTH_MARKS, COMMITMENT);
    }

    @Test
    void isWhatItWas() throws Exception {
        List<String> lines = List.of(
                "marked-sha256 " + BOTH_MARKS,
                "owner-mark-commit " + COMMITMENT,
                "prepared " + Hex.encode(prepared().payload()),
                "amended " + Hex.encode(amended().payload()),
                "id " + amended().txId());
        try (InputStream in = OwnerMarkAmendmentTest.class.getResourceAsStream("/golden/owner-mark.txt")) {
            assertThat(String.join("\n", lines))
                    .isEqualTo(new String(
                                    Objects.requireNonNull(in, "owner-mark.txt").readAllBytes(), StandardCharsets.UTF_8)
                            .strip());
        }
    }

    @Test
    void changesTwoFieldsAndTheFeeAndNothingElse() throws Exception {
        TransactionPayload before = TransactionPayload.parseFrom(prepared().payload());
        TransactionPayload after = TransactionPayload.parseFrom(amended().payload());
        RegisterWork work = RegisterWork.parseFrom(after.getBody());
        assertThat(work.getMarkedSha256().toByteArray()).isEqualTo(BOTH_MARKS.bytes());
        assertThat(work.getOwnerMarkCommit().toByteArray()).isEqualTo(COMMITMENT.bytes());
        RegisterWork undone = work.toBuilder()
                .setMarkedSha256(RegisterWork.parseFrom(before.getBody()).getMarkedSha256())
                .clearOwnerMarkCommit()
                .build();
        TransactionPayload asPrepared = after.toBuilder()
                .setBody(undone.toByteString())
                .setFeeLimit(before.getFeeLimit())
                .build();
        assertThat(asPrepared).isEqualTo(before);
        UnsignedTransaction restored = new UnsignedTransaction(
                TransactionDraft.id(asPrepared.toByteArray()), prepared().fee(), asPrepared.toByteArray());
        assertThat(RegisterWorkCheck.check(
                        restored,
                        LIMITS,
                        new RegisterWorkCheck.Request(
                                FILE, hash("salt"), Ledger.declaration("Harbour at dawn"), List.of(), false)))
                .isNotNull();
    }

    @Test
    void paysTheLeastFeeOfTheLongerBody() throws Exception {
        int bytes = TransactionPayload.parseFrom(amended().payload()).getBody().size();
        assertThat(amended().fee()).isEqualTo(FeeSchedule.minimum(CopyrightKinds.REGISTER_WORK, bytes));
        assertThat(amended().fee().units() - prepared().fee().units()).isEqualTo(35 * FeeSchedule.PER_BYTE);
    }

    @Test
    void theLedgerTakesItAndFindsBothFiles() throws Exception {
        Ledger ledger = new Ledger();
        var unused = ledger.apply(ALICE, 1, 0, CopyrightBodies.commitWork(Ledger.commitment(ALICE, FILE, "salt")));
        byte[] body =
                TransactionPayload.parseFrom(amended().payload()).getBody().toByteArray();
        unused = ledger.apply(ALICE, 2, 0, new TransactionBody(CopyrightKinds.REGISTER_WORK, body));
        assertThat(ledger.list(ClaimList.ofFile(BOTH_MARKS))).containsExactly(Ledger.id(ALICE, FILE, "salt"));
        assertThat(ledger.list(ClaimList.ofFile(FILE))).containsExactly(Ledger.id(ALICE, FILE, "salt"));
        assertThat(RecordedWork.registration(ledger.work(Ledger.id(ALICE, FILE, "salt")))
                        .getOwnerMarkCommit()
                        .toByteArray())
                .isEqualTo(COMMITMENT.bytes());
    }

    @Test
    void aLyingNodeGetsNoSignature() throws Exception {
        Amount justNotEnough = new Amount(amended().fee().units() - 1);
        refuses(Reason.FEE, prepared(), limits(justNotEnough));
        refuses(Reason.UNASKED, amended(), LIMITS);
        refuses(
                Reason.KIND,
                CopyrightBodies.commitWork(hash("x"))
                        .from(ALICE.address(), CHAIN, 9, MAX_FEE, 1_000)
                        .encode(),
                LIMITS);
        refuses(
                Reason.TRANSACTION_ID,
                new UnsignedTransaction(Hash.ZERO, prepared().fee(), prepared().payload()),
                LIMITS);
        RegisterWork broken =
                RegisterWork.parseFrom(TransactionPayload.parseFrom(prepared().payload())
                                .getBody())
                        .toBuilder()
                        .setSalt(ByteString.EMPTY)
                        .build();
        refuses(
                Reason.MALFORMED,
                new TransactionBody(CopyrightKinds.REGISTER_WORK, broken.toByteArray())
                        .from(ALICE.address(), CHAIN, 9, prepared().fee(), 1_000)
                        .encode(),
                LIMITS);
        assertThatThrownBy(() -> OwnerMarkAmendment.amend(prepared(), LIMITS, BOTH_MARKS, Hash.ZERO))
                .isInstanceOf(UnsafeToSign.class);
    }

    private static void refuses(Reason reason, UnsignedTransaction prepared, SigningLimits limits) {
        assertThatThrownBy(() -> OwnerMarkAmendment.amend(prepared, limits, BOTH_MARKS, COMMITMENT))
                .isInstanceOfSatisfying(
                        UnsafeToSign.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}

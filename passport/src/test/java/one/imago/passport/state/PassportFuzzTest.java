package one.imago.passport.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Hash;

class PassportFuzzTest {
    private static final List<TransactionKind> KINDS = new PassportStateModule().kinds();

    /** The first byte chooses the kind, the rest is the body. */
    @FuzzTest(maxDuration = "1m")
    void aStrangersBodyIsAppliedOrRejectedAndNothingElse(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        TransactionKind kind = KINDS.get((bytes[0] & 0xff) % KINDS.size());
        byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
        Ledger ledger = new Ledger();
        try {
            ledger.apply(Ledger.key(1), new TransactionBody(kind, body));
        } catch (TransactionRejected e) {
            assertThat(ledger.state().dump()).isEmpty();
        }
    }

    /** Records come from our own disk, or from a proof that a stranger made. */
    @FuzzTest(maxDuration = "1m")
    void aRecordHasOneEncoding(byte[] bytes) {
        try {
            assertThat(PassportStore.encode(PassportStore.decode(Hash.ZERO, bytes)))
                    .isEqualTo(bytes);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("passport");
        }
    }
}

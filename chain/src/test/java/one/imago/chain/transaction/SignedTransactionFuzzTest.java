package one.imago.chain.transaction;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import one.imago.chain.state.TransactionRejected;

/** Strangers' bytes are a transaction with exactly this encoding, or are rejected with a code. */
class SignedTransactionFuzzTest {
    @FuzzTest
    void decodesOrRejects(byte[] data) {
        try {
            SignedTransaction transaction = SignedTransaction.decode(data);
            if (!Arrays.equals(transaction.encode(), data)) {
                throw new AssertionError("decoded what encodes otherwise");
            }
        } catch (TransactionRejected e) {
            if (!e.code().matches("[a-z][a-z-]*")) {
                throw new AssertionError("a code is kebab-case: " + e.code());
            }
        }
    }
}

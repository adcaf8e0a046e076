package one.imago.chain.sync;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import one.imago.chain.block.BlockRejected;

/** Strangers' bytes are a question or an answer with exactly this encoding, or are rejected. */
class SyncFuzzTest {
    @FuzzTest
    void decodesAQuestionOrRejects(byte[] data) {
        try {
            if (!Arrays.equals(SyncQuestion.decode(data).encode(), data)) {
                throw new AssertionError("decoded what encodes otherwise");
            }
        } catch (BlockRejected e) {
            requireCode(e);
        }
    }

    @FuzzTest
    void decodesAnAnswerOrRejects(byte[] data) {
        try {
            if (!Arrays.equals(SyncAnswer.decode(data).encode(), data)) {
                throw new AssertionError("decoded what encodes otherwise");
            }
        } catch (BlockRejected e) {
            requireCode(e);
        }
    }

    private static void requireCode(BlockRejected e) {
        if (!e.code().matches("[a-z][a-z-]*")) {
            throw new AssertionError("a code is kebab-case: " + e.code());
        }
    }
}

package one.imago.chain.block;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Strangers' bytes are a block with exactly this encoding, or are rejected. */
class BlockFuzzTest {
    @FuzzTest
    void decodesABlockOrRejects(byte[] data) {
        try {
            if (!Arrays.equals(Block.decode(data).encode(), data)) {
                throw new AssertionError("decoded what encodes otherwise");
            }
        } catch (BlockRejected e) {
            requireCode(e);
        }
    }

    @FuzzTest
    void decodesACertificateOrRejects(byte[] data) {
        try {
            if (!Arrays.equals(QuorumCertificate.decode(data).encode(), data)) {
                throw new AssertionError("decoded what encodes otherwise");
            }
        } catch (BlockRejected e) {
            requireCode(e);
        }
    }

    @FuzzTest
    void decodesAFinalityProofOrRejects(byte[] data) {
        try {
            if (!Arrays.equals(FinalityProof.decode(data).encode(), data)) {
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

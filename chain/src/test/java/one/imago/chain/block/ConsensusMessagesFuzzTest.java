package one.imago.chain.block;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Strangers' bytes are a proposal, a vote or a timeout with exactly this encoding, or are rejected. */
class ConsensusMessagesFuzzTest {
    @FuzzTest
    void decodesAProposalOrRejects(byte[] data) {
        try {
            requireSame(Proposal.decode(data).encode(), data);
        } catch (BlockRejected e) {
            requireCode(e);
        }
    }

    @FuzzTest
    void decodesAVoteOrRejects(byte[] data) {
        try {
            requireSame(BlockVote.decode(data).encode(), data);
        } catch (BlockRejected e) {
            requireCode(e);
        }
    }

    @FuzzTest
    void decodesATimeoutOrRejects(byte[] data) {
        try {
            requireSame(Timeout.decode(data).encode(), data);
        } catch (BlockRejected e) {
            requireCode(e);
        }
    }

    private static void requireSame(byte[] encoded, byte[] data) {
        if (!Arrays.equals(encoded, data)) {
            throw new AssertionError("decoded what encodes otherwise");
        }
    }

    private static void requireCode(BlockRejected e) {
        if (!e.code().matches("[a-z][a-z-]*")) {
            throw new AssertionError("a code is kebab-case: " + e.code());
        }
    }
}

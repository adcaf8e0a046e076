package one.imago.p2p.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.p2p.unixfs.Bytes;
import org.junit.jupiter.api.Test;

final class StorageProofTest {
    private static final String HOLDER = "12D3KooWGolden";
    private static final Cid CID = Cid.of(Cid.RAW, Hash.sha256(new byte[] {1}).bytes());

    @Test
    void provesWhatIsHeldToWhoKnowsTheRoot() throws IOException {
        for (int size : new int[] {1, 1024, 200_000, 458 * 1024, 700_000, 3_000_001}) {
            byte[] content = Bytes.ofLength(size);
            Challenge challenge = challenge(7);
            StorageProof proof = prove(challenge, content);
            Hash root = LeafTreeTest.tree(content).root();

            assertThat(proof.shown()).hasSize(Math.min(458, (size + 1023) / 1024));
            assertThat(ProofVerifier.judge(challenge, root, proof.encode(), 7)).isEqualTo(Verdict.HELD);
            assertThat(ProofVerifier.judge(challenge, Hash.ZERO, proof.encode(), 7))
                    .isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void anAnswerToAnotherChallengeProvesNothing() throws IOException {
        byte[] content = Bytes.ofLength(3_000_000);
        Hash root = LeafTreeTest.tree(content).root();
        byte[] answer = prove(challenge(7), content).encode();

        for (Challenge other : List.of(
                challenge(8),
                new Challenge(CID, "12D3KooWOther", 7, challenge(7).block()),
                new Challenge(CID, HOLDER, 7, Hash.ZERO),
                new Challenge(
                        Cid.of(Cid.DAG_PB, CID.digest()),
                        HOLDER,
                        7,
                        challenge(7).block()))) {
            assertThat(ProofVerifier.judge(other, root, answer, 8)).isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void anyChangedByteIsFound() throws IOException {
        byte[] content = Bytes.ofLength(5000);
        Challenge challenge = challenge(7);
        byte[] answer = prove(challenge, content).encode();
        Hash root = LeafTreeTest.tree(content).root();
        for (int i = 0; i < answer.length; i++) {
            byte[] changed = answer.clone();
            changed[i] ^= 4;
            assertThat(ProofVerifier.judge(challenge, root, changed, 7))
                    .as("byte %d", i)
                    .isEqualTo(Verdict.WRONG);
        }
        assertThat(ProofVerifier.judge(challenge, root, Arrays.copyOf(answer, answer.length + 1), 7))
                .isEqualTo(Verdict.WRONG);
        assertThat(ProofVerifier.judge(challenge, root, new byte[0], 7)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void countsUntilTheDeadlineAndNotAfter() throws IOException {
        byte[] content = Bytes.ofLength(5000);
        Challenge challenge = challenge(100);
        byte[] answer = prove(challenge, content).encode();
        Hash root = LeafTreeTest.tree(content).root();

        assertThat(ProofVerifier.judge(challenge, root, answer, 160)).isEqualTo(Verdict.HELD);
        assertThat(ProofVerifier.judge(challenge, root, answer, 161)).isEqualTo(Verdict.LATE);
        assertThat(ProofVerifier.judge(challenge, root, answer, 99)).isEqualTo(Verdict.LATE);
    }

    @Test
    void asksForDifferentLeavesOfWhichNoneIsLikelier() {
        int leaves = 1000;
        int rounds = 400;
        int[] asked = new int[leaves];
        for (int round = 0; round < rounds; round++) {
            int[] chosen = challenge(round).leaves(leaves * 1024L);
            assertThat(chosen).hasSize(458).isSorted().doesNotHaveDuplicates();
            for (int leaf : chosen) {
                asked[leaf]++;
            }
        }
        double expected = rounds * 458.0 / leaves;
        double variance = expected * (1 - 458.0 / leaves);
        double chiSquare = IntStream.of(asked)
                .mapToDouble(count -> (count - expected) * (count - expected) / variance)
                .sum();
        // 999 degrees of freedom: the mean is 999, one in 10^6 is above 1230. The seed is fixed.
        assertThat(chiSquare).isBetween(800.0, 1230.0);
    }

    /** The probability that none of 458 different leaves is a lost one, exactly. */
    @Test
    void fourHundredAndFiftyEightLeavesFindAOnePercentLoss() {
        for (int leaves : new int[] {1_000, 6_554, 65_536, 256 << 10}) {
            int lost = leaves / 100;
            double missed = 1;
            for (int i = 0; i < Challenge.LEAVES; i++) {
                missed *= (double) (leaves - lost - i) / (leaves - i);
            }
            assertThat(1 - missed).as("%d leaves", leaves).isGreaterThanOrEqualTo(0.99);
        }
    }

    @Test
    void challengesAndProofsHaveThisForm() throws IOException {
        Challenge challenge = challenge(7);
        String form = "696d706301" + Hex.encode(CID.bytes()) + "0000000000000007"
                + challenge.block().hex() + "313244334b6f6f57476f6c64656e";
        assertThat(Hex.encode(challenge.encode())).isEqualTo(form);
        assertThat(Challenge.decode(challenge.encode())).isEqualTo(challenge);

        byte[] content = Bytes.ofLength(1500);
        byte[] proof = prove(challenge, content).encode();
        assertThat(Hash.sha256(proof).hex())
                .isEqualTo("b14257137e6fb596e7e100a7c9ae6b6c918e65c47a209100c04da5fbf72b159c");
        assertThat(proof).hasSize(5 + 8 + 1024 + 32 + 476 + 32);

        assertThat(challenge.leaves(1_000_000)).startsWith(FIRST_LEAVES).hasSize(458);
    }

    @Test
    void refusesChallengesThatItWouldNotWrite() {
        byte[] good = challenge(7).encode();
        assertThatThrownBy(() -> Challenge.decode(Arrays.copyOf(good, 81))).isInstanceOf(MalformedProof.class);
        assertThatThrownBy(() -> Challenge.decode(Arrays.copyOf(good, 300))).isInstanceOf(MalformedProof.class);
        for (int at : new int[] {0, 4, 5, 41, good.length - 1}) {
            byte[] changed = good.clone();
            changed[at] ^= (byte) 0x80;
            assertThatThrownBy(() -> Challenge.decode(changed))
                    .as("byte %d", at)
                    .isInstanceOf(MalformedProof.class);
        }
    }

    private static final int[] FIRST_LEAVES = {1, 2, 5, 8, 10, 11, 12, 17, 18, 19, 21, 22};

    static Challenge challenge(long height) {
        return new Challenge(CID, HOLDER, height, Hash.sha256(new byte[] {(byte) height, (byte) (height >> 8)}));
    }

    static StorageProof prove(Challenge challenge, byte[] content) throws IOException {
        return StorageProof.answer(challenge, LeafTreeTest.tree(content), new ByteArrayInputStream(content));
    }
}

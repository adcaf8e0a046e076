package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Random;
import one.imago.node.crypto.Hash;
import one.imago.p2p.address.PeerId;
import org.junit.jupiter.api.Test;

class IdPuzzleTest {
    @Test
    void aSolvedKeyHashesToZeroBits() {
        IdPuzzle puzzle = new IdPuzzle(6);
        PeerId peer = PeerId.of(puzzle.solve(new SecureRandom()).publicKey());
        assertThat(puzzle.solvedBy(peer)).isTrue();
        byte[] domain = "imago/id-puzzle/1\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(Hash.sha256(domain, peer.bytes()).bytes()[0] & 0xfc).isZero();
    }

    @Test
    void oneIdInTwoToTheBitsSolvesIt() {
        Random random = new Random(5);
        int solved = 0;
        for (int i = 0; i < 20_000; i++) {
            solved += new IdPuzzle(5).solvedBy(Peers.any(random).id()) ? 1 : 0;
        }
        assertThat(solved).isBetween(525, 725);
        assertThat(IdPuzzle.none().solvedBy(Peers.any(random).id())).isTrue();
    }
}

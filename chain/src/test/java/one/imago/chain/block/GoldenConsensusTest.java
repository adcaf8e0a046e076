package one.imago.chain.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.chain.stake.Producer;
import one.imago.chain.stake.ProducerSet;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

/** Pins what producers tell each other. The signatures are Ed25519's of the seed 32 × 00, so they are reproducible. */
class GoldenConsensusTest {
    private static final Hash CHAIN = Hash.sha256(new byte[] {1});
    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final ProducerSet SET = new ProducerSet(List.of(new Producer(KEY.publicKey(), Amount.ofTokens(1))));

    @Test
    void aTimeoutKeepsItsEncodingAndItsSignature() throws Exception {
        TimeoutVote vote = TimeoutVote.sign(KEY, CHAIN, 7, 0);
        TimeoutCertificate before = new TimeoutCertificate(6, List.of(TimeoutVote.sign(KEY, CHAIN, 6, 0)));
        Timeout timeout = new Timeout(7, vote, Optional.empty(), Optional.of(before));
        String encoded =
                "080712640a203b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da291a40f51d541a87332ab730bb89dfb2998bafee718e54676604ed523fbe78e2fa306d5f6e9e7a6da3930927fc53e18825c1b520a2b123ef90998c5e6ec76f19ee8e0c2268080612640a203b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da291a40d3875293c13904c31293b9f10fdfbf6b150d255f29a007bbf838e53a059e82444f648c1041961fbe96780bba8d184701290db160de7245471dea0f8ffb726800";

        assertThat(Hex.encode(timeout.encode())).isEqualTo(encoded);
        Timeout decoded = Timeout.decode(Hex.decodeUpTo(encoded, 1_000));
        assertThat(decoded.signatureHolds(CHAIN)).isTrue();
        assertThat(decoded.signatureHolds(Hash.ZERO)).isFalse();
        decoded.previous().orElseThrow().verify(CHAIN, SET, SET::isQuorum);
    }

    @Test
    void aTimeoutShowsTheHighestCertificateThatItsTimeoutsName() {
        Timeout bare = new Timeout(
                7,
                TimeoutVote.sign(KEY, CHAIN, 7, 0),
                Optional.empty(),
                Optional.of(new TimeoutCertificate(6, List.of(TimeoutVote.sign(KEY, CHAIN, 6, 5)))));

        assertThatThrownBy(() -> Timeout.decode(bare.encode())).isInstanceOf(BlockRejected.class);
    }

    @Test
    void aTimeoutCertificateNeedsTheProducersOwnTimeouts() {
        for (TimeoutCertificate bad : List.of(
                new TimeoutCertificate(6, List.of(TimeoutVote.sign(KEY, CHAIN, 5, 0))),
                new TimeoutCertificate(6, List.of(TimeoutVote.sign(KEY, CHAIN, 6, 6))),
                new TimeoutCertificate(
                        6,
                        List.of(TimeoutVote.sign(
                                SigningKey.ofSeed(new byte[] {
                                    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                    0, 0, 0, 0
                                }),
                                CHAIN,
                                6,
                                0))))) {
            assertThatThrownBy(() -> bad.verify(CHAIN, SET, SET::isQuorum)).isInstanceOf(BlockRejected.class);
        }
        assertThat(SET.isMoreThanFaulty(Set.of())).isFalse();
        assertThat(SET.isMoreThanFaulty(Set.of(KEY.address()))).isTrue();
    }
}

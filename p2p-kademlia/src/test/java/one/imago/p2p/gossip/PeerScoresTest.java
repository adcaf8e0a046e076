package one.imago.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.gossip.ScoreParameters.Topic;
import org.junit.jupiter.api.Test;

final class PeerScoresTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Topic topic = Topic.DEFAULT;
    private final PeerScores scores = new PeerScores(new TestClock(), name -> topic);

    @Test
    void eachPeerBeyondFourOfOneAddressCostsAll() {
        for (int i = 0; i < 4; i++) {
            scores.connected(peer(i), Multiaddr.parse("/ip4/192.0.2.1/tcp/" + (1000 + i)));
        }
        assertThat(scores.score(peer(0))).isZero();
        scores.connected(peer(4), Multiaddr.parse("/ip4/192.0.2.1/tcp/2000"));
        scores.connected(peer(5), Multiaddr.parse("/ip4/192.0.2.1/tcp/2001"));
        assertThat(scores.score(peer(0))).isEqualTo(4 * ScoreParameters.COLOCATION_WEIGHT);
        scores.disconnected(peer(5));
        assertThat(scores.score(peer(0))).isEqualTo(ScoreParameters.COLOCATION_WEIGHT);
    }

    @Test
    void loopbackIsNoPlace() {
        for (int i = 0; i < 30; i++) {
            scores.connected(peer(i), Multiaddr.parse("/ip4/127.0.0.1/tcp/" + (1000 + i)));
        }
        assertThat(scores.score(peer(0))).isZero();
    }

    @Test
    void threeWrongMessagesSilenceEvenAPeerWithTheBestRecord() {
        scores.connected(peer(0), Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
        scores.grafted(peer(0), "t");
        now = now.plusSeconds(100_000);
        for (int i = 0; i < 1000; i++) {
            scores.deliveredFirst(peer(0), "t");
        }
        assertThat(scores.score(peer(0))).isEqualTo(15);
        scores.deliveredInvalid(peer(0), "t");
        scores.deliveredInvalid(peer(0), "t");
        assertThat(scores.score(peer(0))).isLessThan(ScoreParameters.GOSSIP_THRESHOLD);
        scores.deliveredInvalid(peer(0), "t");
        scores.pruned(peer(0), "t");
        assertThat(scores.score(peer(0))).isEqualTo(-80);
        scores.deliveredInvalid(peer(0), "t");
        assertThat(scores.score(peer(0))).isLessThan(ScoreParameters.GRAYLIST_THRESHOLD);
    }

    @Test
    void wrongMessagesAreForgottenInTime() {
        scores.connected(peer(0), Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
        for (int i = 0; i < 4; i++) {
            scores.deliveredInvalid(peer(0), "t");
        }
        for (int i = 0; i < 1200; i++) {
            scores.decay();
        }
        assertThat(scores.score(peer(0))).isGreaterThan(ScoreParameters.GOSSIP_THRESHOLD);
    }

    @Test
    void whoDeliversNothingInAMeshWithTrafficFalls() {
        topic = Topic.DEFAULT.expecting(1);
        scores.connected(peer(0), Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
        scores.connected(peer(1), Multiaddr.parse("/ip4/192.0.2.2/tcp/1"));
        scores.grafted(peer(0), "t");
        scores.grafted(peer(1), "t");
        for (int second = 0; second < 60; second++) {
            now = now.plusSeconds(1);
            scores.deliveredFirst(peer(1), "t");
            scores.decay();
        }
        assertThat(scores.score(peer(0))).isNegative();
        assertThat(scores.score(peer(1))).isPositive();
        scores.pruned(peer(0), "t");
        assertThat(scores.score(peer(0))).as("P3b stays").isNegative();
    }

    @Test
    void aCopyThatComesLateDoesNotCount() {
        topic = Topic.DEFAULT.expecting(1);
        scores.connected(peer(0), Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
        scores.grafted(peer(0), "t");
        for (int second = 0; second < 60; second++) {
            now = now.plusSeconds(1);
            scores.deliveredAgain(peer(0), "t", Duration.ofSeconds(1));
            scores.decay();
        }
        assertThat(scores.score(peer(0))).isNegative();
    }

    private static PeerId peer(int number) {
        byte[] seed = ByteBuffer.allocate(32).putInt(number).array();
        return PeerId.of(SigningKey.ofSeed(seed).publicKey());
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

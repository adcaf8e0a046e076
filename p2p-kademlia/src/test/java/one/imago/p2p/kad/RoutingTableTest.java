package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import one.imago.p2p.address.Multiaddr;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private static final KadParameters.Table LIMITS = KadParameters.standard().table();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private final Random random = new Random(1);
    private final PeerAddress self = Peers.any(random);
    private final RoutingTable table = new RoutingTable(self.key(), 20, LIMITS);

    private Optional<PeerAddress> answered(PeerAddress peer, long now) {
        return table.answered(peer, Optional.of(peer.addresses().get(0)), now);
    }

    private PeerAddress inBucket(int bucket, String ip) {
        while (true) {
            PeerAddress peer = Peers.at(random, ip);
            if (peer.key().sharedBits(self.key()) == bucket) {
                return peer;
            }
        }
    }

    @Test
    void aFullBucketKeepsTheLongestLived() {
        for (int i = 0; i < 20; i++) {
            answered(inBucket(0, "20." + i + ".0.1"), i);
        }
        PeerAddress newcomer = inBucket(0, "21.0.0.1");
        assertThat(answered(newcomer, 30)).isEmpty();
        assertThat(table.contains(newcomer.key())).isFalse();
        assertThat(table.size()).isEqualTo(20);
    }

    @Test
    void aSilentEntryIsQuestionedBeforeANewcomerTakesItsPlace() {
        PeerAddress first = inBucket(0, "20.200.0.1");
        answered(first, 1);
        for (int i = 0; i < 19; i++) {
            answered(inBucket(0, "20." + i + ".0.1"), HOUR);
        }
        PeerAddress newcomer = inBucket(0, "21.0.0.1");
        assertThat(answered(newcomer, HOUR + 2)).contains(first);
        assertThat(table.failed(first.key())).isFalse();
        assertThat(table.failed(first.key())).isTrue();
        answered(newcomer, HOUR + 3);
        assertThat(table.contains(newcomer.key())).isTrue();
    }

    @Test
    void anAnswerForgivesAFailure() {
        PeerAddress peer = inBucket(0, "20.1.0.1");
        answered(peer, 1);
        table.failed(peer.key());
        answered(peer, 2);
        assertThat(table.failed(peer.key())).isFalse();
        assertThat(table.contains(peer.key())).isTrue();
    }

    @Test
    void oneNeighbourhoodGetsTwoPlacesInABucketAndThreeInTheTable() {
        for (int i = 0; i < 5; i++) {
            answered(inBucket(0, "20.1." + i + ".1"), 1);
        }
        assertThat(table.size()).isEqualTo(2);
        for (int bucket = 1; bucket < 4; bucket++) {
            answered(inBucket(bucket, "20.1.9.1"), 1);
        }
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void aPlaceIsFreeAgainWhenItsHolderLeaves() {
        PeerAddress first = inBucket(0, "20.1.0.1");
        answered(first, 1);
        answered(inBucket(0, "20.1.0.2"), 1);
        table.failed(first.key());
        table.failed(first.key());
        PeerAddress third = inBucket(0, "20.1.0.3");
        answered(third, 2);
        assertThat(table.contains(third.key())).isTrue();
    }

    @Test
    void theNeighbourhoodIsThatOfTheConnectionNotOfTheClaim() {
        for (int i = 0; i < 3; i++) {
            PeerAddress peer = inBucket(0, "20." + i + ".0.1");
            table.answered(peer, Optional.of(Multiaddr.parse("/ip4/77.7.7.7/tcp/9")), 1);
        }
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void ipv6NeighbourhoodsAre32Bits() {
        IpGroup one = IpGroup.of(Multiaddr.parse("/ip6/2001:db8:1::1/tcp/1")).orElseThrow();
        assertThat(IpGroup.of(Multiaddr.parse("/ip6/2001:db8:ffff::2/tcp/1"))).contains(one);
        assertThat(IpGroup.of(Multiaddr.parse("/ip6/2001:db9::1/tcp/1"))).isNotEqualTo(Optional.of(one));
        assertThat(one.local()).isFalse();
        assertThat(IpGroup.of(Multiaddr.parse("/ip6/fd00::1/tcp/1"))
                        .orElseThrow()
                        .local())
                .isTrue();
    }

    @Test
    void localAddressesAreExemptOnlyWhereThatWasChosen() {
        RoutingTable local = new RoutingTable(
                self.key(), 20, KadParameters.standard().forLocalNetwork().table());
        for (int i = 0; i < 9; i++) {
            PeerAddress peer = inBucket(0, "127.0.0.1");
            answered(peer, 1);
            local.answered(peer, Optional.of(peer.addresses().get(0)), 1);
        }
        assertThat(table.size()).isEqualTo(2);
        assertThat(local.size()).isEqualTo(9);
    }

    @Test
    void aPeerWithoutAnAddressFindsNoPlace() {
        PeerAddress peer = PeerAddress.of(Peers.any(random).id(), List.of());
        table.answered(peer, Optional.empty(), 1);
        assertThat(table.size()).isZero();
    }
}

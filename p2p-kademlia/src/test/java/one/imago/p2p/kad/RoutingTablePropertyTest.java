package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutingTablePropertyTest {
    private static final int K = 5;

    @Test
    void randomHistoriesKeepTheInvariants() {
        for (long seed = 0; seed < 10; seed++) {
            history(seed);
        }
    }

    /** Plays a random history against a table, and against what is plain to see of it. */
    private static void history(long seed) {
        Random random = new Random(seed);
        PeerAddress self = Peers.any(random);
        RoutingTable table =
                new RoutingTable(self.key(), K, KadParameters.standard().table());
        List<PeerAddress> world = new ArrayList<>(List.of(self));
        for (int i = 0; i < 300; i++) {
            world.add(Peers.at(random, (20 + random.nextInt(2)) + "." + random.nextInt(60) + ".1." + (i % 250)));
        }
        long now = 0;
        for (int step = 0; step < 1_500; step++) {
            now += random.nextInt(60_000);
            PeerAddress peer = world.get(random.nextInt(world.size()));
            boolean before = table.contains(peer.key());
            if (random.nextInt(4) > 0) {
                table.answered(peer, Optional.of(peer.addresses().get(0)), now);
                assertThat(table.contains(peer.key()) || !before)
                        .as("an answer displaces nobody")
                        .isTrue();
            } else {
                table.failed(peer.key());
            }
            if (step % 100 == 0) {
                check(table, self, world, random, seed);
            }
        }
        assertThat(table.size()).isGreaterThan(10);
    }

    private static void check(RoutingTable table, PeerAddress self, List<PeerAddress> world, Random random, long seed) {
        List<PeerAddress> members =
                world.stream().filter(peer -> table.contains(peer.key())).toList();
        assertThat(members).as("seed %d", seed).hasSize(table.size()).doesNotContain(self);
        Map<Object, Integer> groups = new HashMap<>();
        Map<Integer, Integer> buckets = new HashMap<>();
        Map<Object, Integer> groupsOfBuckets = new HashMap<>();
        for (PeerAddress peer : members) {
            IpGroup group = IpGroup.of(peer.addresses().get(0)).orElseThrow();
            int bucket = peer.key().sharedBits(self.key());
            groups.merge(group, 1, Integer::sum);
            buckets.merge(bucket, 1, Integer::sum);
            groupsOfBuckets.merge(List.of(group, bucket), 1, Integer::sum);
        }
        assertThat(groups.values()).as("seed %d", seed).allMatch(count -> count <= 3);
        assertThat(buckets.values()).as("seed %d", seed).allMatch(count -> count <= K);
        assertThat(groupsOfBuckets.values()).as("seed %d", seed).allMatch(count -> count <= 2);
        assertThat(table.fill().stream().mapToInt(Integer::intValue).sum()).isEqualTo(table.size());
        for (int i = 0; i < 5; i++) {
            Key target = i == 0
                    ? self.key()
                    : world.get(random.nextInt(world.size())).key();
            List<PeerAddress> sorted = new ArrayList<>(members);
            sorted.sort(target.nearest());
            int count = 1 + random.nextInt(30);
            assertThat(table.closest(target, count))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(sorted.subList(0, Math.min(count, sorted.size())));
        }
    }
}

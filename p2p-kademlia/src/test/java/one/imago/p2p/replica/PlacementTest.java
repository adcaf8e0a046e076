package one.imago.p2p.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import org.junit.jupiter.api.Test;

final class PlacementTest {
    private final List<Hash> nodes = IntStream.range(0, 200)
            .mapToObj(i -> Hash.sha256(new byte[] {(byte) i, 1}))
            .toList();

    @Test
    void theClosestAreThoseOfTheSmallestExclusiveOr() {
        Hash key = Placement.key(cid(1));
        List<Hash> expected = nodes.stream()
                .sorted(Comparator.comparing(
                        node -> new BigInteger(1, node.bytes()).xor(new BigInteger(1, key.bytes()))))
                .limit(5)
                .toList();

        assertThat(Placement.closest(key, nodes, 5)).isEqualTo(expected);
        for (Hash node : nodes) {
            assertThat(Placement.isAmongClosest(node, key, nodes, 5)).isEqualTo(expected.contains(node));
        }
    }

    @Test
    void exactlyFiveOfAllNodesFindThemselvesAmongTheFiveClosest() {
        for (int i = 0; i < 20; i++) {
            Hash key = Placement.key(cid(i));
            assertThat(nodes.stream().filter(node -> Placement.isAmongClosest(node, key, nodes, 5)))
                    .hasSize(5);
        }
    }

    @Test
    void aKeyIsTheHashOfTheMultihash() {
        Cid cid = cid(3);
        byte[] multihash = new byte[34];
        System.arraycopy(cid.bytes(), 2, multihash, 0, 34);

        assertThat(Placement.key(cid)).isEqualTo(Hash.sha256(multihash));
        assertThat(Placement.key(Cid.of(Cid.DAG_PB, cid.digest()))).isEqualTo(Placement.key(cid));
    }

    @Test
    void shardsOfOneFileLieOnDifferentNodes() {
        List<Cid> shards = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            shards.add(cid(i));
        }
        assertThat(Placement.spread(shards, nodes)).hasSize(150).doesNotHaveDuplicates();
        assertThat(Placement.spread(shards, nodes.subList(0, 100))).hasSize(150);
        assertThat(Placement.spread(shards.subList(0, 1), nodes))
                .isEqualTo(Placement.closest(Placement.key(shards.get(0)), nodes, 1));
    }

    private static Cid cid(int number) {
        return Cid.of(Cid.RAW, Hash.sha256(new byte[] {(byte) number}).bytes());
    }
}

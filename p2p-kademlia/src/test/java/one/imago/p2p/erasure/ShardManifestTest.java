package one.imago.p2p.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import org.junit.jupiter.api.Test;

final class ShardManifestTest {
    /** Put together by a script from docs/protocol/content.md. */
    private static final String GOLDEN = "696d61676f2d73686172647300"
            + "01"
            + "01"
            + "02"
            + "00004000"
            + "00000000000003e8"
            + "015512206e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
            + "015512204bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"
            + "27ecd0a598e76f8a2fd264d427df0a119903e8eae384e478902541756f089dd1"
            + "01551220dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986"
            + "bb72b4e4eb29dc59328668f32e0511e3ac0e5ce4026b1591965216e49ca1f5d7";

    @Test
    void hasThisForm() throws MalformedManifest {
        ShardManifest manifest = manifest(1, 2);

        assertThat(Hex.encode(manifest.encode())).isEqualTo(GOLDEN);
        assertThat(ShardManifest.decode(manifest.encode())).isEqualTo(manifest);
    }

    @Test
    void refusesWhatItWouldNotWrite() {
        byte[] good = manifest(10, 30).encode();
        for (int length = 0; length < good.length; length += 7) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> ShardManifest.decode(cut)).isInstanceOf(MalformedManifest.class);
        }
        assertThatThrownBy(() -> ShardManifest.decode(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(MalformedManifest.class);
        // Magic, version, K, N, cell size, the size's top byte, the content id's version.
        for (int at : new int[] {0, 13, 15, 16, 20, 28}) {
            byte[] changed = good.clone();
            changed[at] ^= (byte) 0x80;
            assertThatThrownBy(() -> ShardManifest.decode(changed))
                    .as("byte %d", at)
                    .isInstanceOf(MalformedManifest.class);
        }
        byte[] noData = good.clone();
        noData[14] = 0;
        assertThatThrownBy(() -> ShardManifest.decode(noData)).isInstanceOf(MalformedManifest.class);
    }

    static ShardManifest manifest(int data, int total) {
        List<ShardManifest.Shard> shards = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            byte number = (byte) (i + 1);
            shards.add(new ShardManifest.Shard(
                    Cid.of(Cid.RAW, Hash.sha256(new byte[] {number}).bytes()),
                    Hash.sha256(new byte[] {number, number, number, number})));
        }
        Cid content = Cid.of(Cid.RAW, Hash.sha256(new byte[] {0}).bytes());
        return new ShardManifest(new ShardLayout(data, total, 1000), content, shards);
    }
}

package one.imago.p2p.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ShardCoderPropertyTest {
    private static final long SEED = 130;

    @Test
    void anyKShardsGiveBackTheFileAndEveryLostShard() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 150; round++) {
            int data = 1 + random.nextInt(round % 10 == 0 ? 60 : 12);
            int total = data + random.nextInt(Math.min(40, 256 - data));
            // Around the borders of stripes as often as anywhere.
            int stripe = data * ShardLayout.CELL_BYTES;
            int size = Math.max(
                    1,
                    random.nextBoolean() ? random.nextInt(3000) : stripe * random.nextInt(3) + random.nextInt(5) - 2);
            String trial = "seed " + SEED + " round " + round + ": " + data + "/" + total + " of " + size;
            byte[] file = new byte[size];
            random.nextBytes(file);
            ShardCoder coder = new ShardCoder(new ShardLayout(data, total, size));
            List<byte[]> shards = cut(coder, total, file);
            assertThat(shards)
                    .as(trial)
                    .allMatch(shard -> shard.length == new ShardLayout(data, total, size).shardBytes());

            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < total; i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            SortedMap<Integer, byte[]> kept = new TreeMap<>();
            SortedMap<Integer, ByteArrayOutputStream> lost = new TreeMap<>();
            int survivors = data + random.nextInt(total - data + 1);
            for (int i = 0; i < total; i++) {
                if (i < survivors) {
                    kept.put(order.get(i), shards.get(order.get(i)));
                } else {
                    lost.put(order.get(i), new ByteArrayOutputStream());
                }
            }
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            coder.join(streams(kept), joined);
            assertThat(joined.toByteArray()).as(trial).isEqualTo(file);
            coder.repair(streams(kept), lost);
            lost.forEach(
                    (number, bytes) -> assertThat(bytes.toByteArray()).as(trial).isEqualTo(shards.get(number)));
        }
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        byte[] file = new byte[100];
        ShardCoder coder = new ShardCoder(new ShardLayout(3, 5, file.length));
        SortedMap<Integer, byte[]> two = new TreeMap<>();
        two.put(0, new byte[34]);
        two.put(4, new byte[34]);

        assertThatThrownBy(() -> coder.join(streams(two), new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be made of 2");
        two.put(2, new byte[33]);
        assertThatThrownBy(() -> coder.join(streams(two), new ByteArrayOutputStream()))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> cut(coder, 5, new byte[99])).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> cut(coder, 5, new byte[101]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer");
    }

    static List<byte[]> cut(ShardCoder coder, int total, byte[] file) throws IOException {
        List<ByteArrayOutputStream> streams = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            streams.add(new ByteArrayOutputStream());
        }
        coder.cut(new ByteArrayInputStream(file), streams);
        return streams.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    static SortedMap<Integer, ByteArrayInputStream> streams(SortedMap<Integer, byte[]> shards) {
        SortedMap<Integer, ByteArrayInputStream> streams = new TreeMap<>();
        shards.forEach((number, bytes) -> streams.put(number, new ByteArrayInputStream(bytes)));
        return streams;
    }
}

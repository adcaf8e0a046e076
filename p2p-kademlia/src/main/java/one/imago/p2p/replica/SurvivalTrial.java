package one.imago.p2p.replica;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.p2p.erasure.ShardCoder;
import one.imago.p2p.erasure.ShardLayout;

/**
 * How many originals outlive the sudden death of many nodes, before anything is repaired. Shards are placed as the network
 * places them; in every round other nodes die. Some originals are real: their files are cut, and put together again from
 * the shards whose holders are left, with the coder that nodes use. A seed repeats everything.
 */
public final class SurvivalTrial {
    private final Plan plan;
    private final SplittableRandom random;

    /**
     * What is tried.
     *
     * @param pictures originals
     * @param nodes holders there are
     * @param kill fraction of them that dies, 0 to 1
     * @param data shards that suffice
     * @param total shards there are
     * @param rounds how often, each time with other deaths
     * @param real originals whose bytes are cut and put together, in the first round
     * @param seed of everything
     */
    public record Plan(int pictures, int nodes, double kill, int data, int total, int rounds, int real, long seed) {}

    /**
     * What came out.
     *
     * @param killed nodes that died in each round
     * @param survived fraction of originals of which enough shards were left, over all rounds
     * @param worst the same in the worst round
     * @param expected the same by the hypergeometric distribution
     * @param restored real originals that came back byte for byte
     * @param restorable real originals of which enough shards were left
     */
    public record Result(int killed, double survived, double worst, double expected, int restored, int restorable) {}

    public SurvivalTrial(Plan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
    }

    public Result run() throws IOException {
        List<Hash> nodes = new ArrayList<>();
        for (int i = 0; i < plan.nodes(); i++) {
            nodes.add(randomHash());
        }
        List<List<Hash>> holders = new ArrayList<>();
        List<List<byte[]>> shards = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < plan.pictures(); i++) {
            List<Cid> cids = new ArrayList<>();
            if (i < plan.real()) {
                byte[] file = new byte[20_000 + random.nextInt(200_000)];
                random.nextBytes(file);
                List<byte[]> cut = cut(file);
                cut.forEach(shard -> cids.add(Cid.of(Cid.RAW, Hash.sha256(shard).bytes())));
                files.add(file);
                shards.add(cut);
            } else {
                for (int shard = 0; shard < plan.total(); shard++) {
                    cids.add(Cid.of(Cid.RAW, randomHash().bytes()));
                }
            }
            holders.add(Placement.spread(cids, nodes));
        }
        return kill(nodes, holders, files, shards);
    }

    private Result kill(List<Hash> nodes, List<List<Hash>> holders, List<byte[]> files, List<List<byte[]>> shards)
            throws IOException {
        int killed = (int) Math.round(plan.kill() * plan.nodes());
        long survived = 0;
        int worst = plan.pictures();
        int restored = 0;
        int restorable = 0;
        for (int round = 0; round < plan.rounds(); round++) {
            Set<Hash> dead = deaths(nodes, killed);
            int left = 0;
            for (int picture = 0; picture < holders.size(); picture++) {
                SortedMap<Integer, byte[]> kept = new TreeMap<>();
                for (int shard = 0; shard < plan.total(); shard++) {
                    if (!dead.contains(holders.get(picture).get(shard))) {
                        kept.put(
                                shard,
                                picture < shards.size() ? shards.get(picture).get(shard) : new byte[0]);
                    }
                }
                boolean enough = kept.size() >= plan.data();
                left += enough ? 1 : 0;
                if (round == 0 && picture < files.size() && enough) {
                    restorable++;
                    restored += Arrays.equals(join(kept, files.get(picture).length), files.get(picture)) ? 1 : 0;
                }
            }
            survived += left;
            worst = Math.min(worst, left);
        }
        return new Result(
                killed,
                survived / (double) ((long) plan.rounds() * plan.pictures()),
                worst / (double) plan.pictures(),
                expected(plan.nodes(), killed, plan.data(), plan.total()),
                restored,
                restorable);
    }

    /** Probability that at least K of N shards on N different nodes are left. */
    static double expected(int nodes, int killed, int data, int total) {
        double sum = 0;
        int alive = nodes - killed;
        for (int left = data; left <= total; left++) {
            sum += Math.exp(logChoose(alive, left) + logChoose(killed, total - left) - logChoose(nodes, total));
        }
        return Math.min(1, sum);
    }

    private static double logChoose(int n, int k) {
        if (k < 0 || k > n) {
            return Double.NEGATIVE_INFINITY;
        }
        double log = 0;
        for (int i = 1; i <= k; i++) {
            log += Math.log((n - k + i) / (double) i);
        }
        return log;
    }

    private Set<Hash> deaths(List<Hash> nodes, int killed) {
        List<Hash> order = new ArrayList<>(nodes);
        for (int i = 0; i < killed; i++) {
            int other = i + random.nextInt(order.size() - i);
            Hash swapped = order.get(i);
            order.set(i, order.get(other));
            order.set(other, swapped);
        }
        return new HashSet<>(order.subList(0, killed));
    }

    private List<byte[]> cut(byte[] file) throws IOException {
        List<ByteArrayOutputStream> streams = new ArrayList<>();
        for (int i = 0; i < plan.total(); i++) {
            streams.add(new ByteArrayOutputStream());
        }
        new ShardCoder(new ShardLayout(plan.data(), plan.total(), file.length))
                .cut(new ByteArrayInputStream(file), streams);
        return streams.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private byte[] join(SortedMap<Integer, byte[]> kept, int size) throws IOException {
        SortedMap<Integer, ByteArrayInputStream> streams = new TreeMap<>();
        kept.forEach((number, bytes) -> streams.put(number, new ByteArrayInputStream(bytes)));
        ByteArrayOutputStream file = new ByteArrayOutputStream(size);
        new ShardCoder(new ShardLayout(plan.data(), plan.total(), size)).join(streams, file);
        return file.toByteArray();
    }

    private Hash randomHash() {
        ByteBuffer bytes = ByteBuffer.allocate(Hash.LENGTH);
        while (bytes.hasRemaining()) {
            bytes.putLong(random.nextLong());
        }
        return Hash.of(bytes.array());
    }
}

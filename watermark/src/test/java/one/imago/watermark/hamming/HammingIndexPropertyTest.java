package one.imago.watermark.hamming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HammingIndexPropertyTest {
    private static final Executor AT_ONCE = Runnable::run;

    private record Item(long id, long... codes) {}

    /** The definition: the distance of an item is that of its nearest pair. */
    private static List<HammingHit> scan(List<Item> items, long[] queries, int radius, int limit) {
        List<HammingHit> hits = new ArrayList<>();
        for (Item item : items) {
            HammingHit best = new HammingHit(item.id(), radius + 1, 0, 0);
            for (int query = 0; query < queries.length; query++) {
                for (int part = 0; part < item.codes().length; part++) {
                    int distance = Long.bitCount(queries[query] ^ item.codes()[part]);
                    if (distance < best.distance()) {
                        best = new HammingHit(item.id(), distance, query, part);
                    }
                }
            }
            if (best.distance() <= radius) {
                hits.add(best);
            }
        }
        hits.sort(Comparator.comparingInt(HammingHit::distance).thenComparing(HammingHit::item, Long::compareUnsigned));
        return hits.subList(0, Math.min(limit, hits.size()));
    }

    /** Codes in clusters, so that there are many near each other, and some that are equal. */
    private static List<Item> items(Random random, int count, int parts) {
        List<Item> items = new ArrayList<>();
        long centre = 0;
        for (int i = 0; i < count; i++) {
            centre = i % 50 == 0 ? random.nextLong() : centre;
            long near = centre;
            items.add(new Item(
                    random.nextLong(),
                    LongStream.range(0, 1 + random.nextInt(parts))
                            .map(part -> flipped(random, near, random.nextInt(14)))
                            .toArray()));
        }
        return items;
    }

    private static long flipped(Random random, long code, int bits) {
        long flipped = code;
        for (int i = 0; i < bits; i++) {
            flipped ^= 1L << random.nextInt(64);
        }
        return flipped;
    }

    private static long[] queries(Random random, List<Item> items) {
        return LongStream.range(0, 1 + random.nextInt(8))
                .map(i ->
                        flipped(random, items.get(random.nextInt(items.size())).codes()[0], random.nextInt(12)))
                .toArray();
    }

    private static void assertExact(HammingIndex index, List<Item> items, Random random, String as) {
        for (int i = 0; i < 12; i++) {
            long[] queries = queries(random, items);
            int radius = i == 0 ? 64 : random.nextInt(20);
            int limit = 1 + random.nextInt(60);
            assertThat(index.near(queries, radius, limit))
                    .as("%s, radius %d, limit %d", as, radius, limit)
                    .isEqualTo(scan(items, queries, radius, limit));
        }
    }

    @Test
    void findsWhatAScanFindsHoweverTheCodesAreCut() {
        for (int count = 3; count <= 6; count++) {
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(100 * count + seed);
                List<Item> items = items(random, 4_000, 9);
                HammingIndex index = new HammingIndex(AT_ONCE, count);
                index.addAll(sink -> items.forEach(item -> sink.add(item.id(), item.codes())));
                assertExact(index, items, random, count + " chunks, seed " + seed);
            }
        }
    }

    @Test
    void findsWhatAScanFindsWhileItGrowsThroughRunsAndTables() {
        for (int seed = 0; seed < 2; seed++) {
            Random random = new Random(seed);
            List<Item> items = items(random, 90_000, 9);
            HammingIndex index = new HammingIndex(AT_ONCE);
            for (int i = 0; i < items.size(); i++) {
                index.add(items.get(i).id(), items.get(i).codes());
                if (i % 20_000 == 19_999) {
                    assertExact(index, items.subList(0, i + 1), random, "seed " + seed + ", " + i);
                }
            }
            assertExact(index, items, random, "seed " + seed);
            assertThat(index.items()).isEqualTo(items.size());
            assertThat(index.size())
                    .isEqualTo(
                            items.stream().mapToInt(item -> item.codes().length).sum());
        }
    }

    @Test
    void isExactWhileItsExecutorIsLateOrRefuses() {
        Random random = new Random(5);
        List<Item> items = items(random, 60_000, 9);
        Queue<Runnable> waiting = new ArrayDeque<>();
        boolean[] refusing = {true};
        HammingIndex index = new HammingIndex(task -> {
            if (refusing[0]) {
                throw new RejectedExecutionException();
            }
            waiting.add(task);
        });
        items.forEach(item -> index.add(item.id(), item.codes()));
        assertExact(index, items, random, "refused");

        refusing[0] = false;
        items.add(new Item(1, 2));
        index.add(1, 2);
        assertThat(waiting).hasSize(1);
        assertExact(index, items, random, "late");

        waiting.remove().run();
        assertExact(index, items, random, "done");
    }

    @Test
    void searchesGoOnWhileItIsFilledAndMerged() throws Exception {
        long[] codes = new Random(6).longs(400_000).toArray();
        ExecutorService merging = Executors.newSingleThreadExecutor();
        AtomicBoolean filled = new AtomicBoolean();
        HammingIndex index = new HammingIndex(merging);
        try {
            index.add(0, codes[0]);
            CompletableFuture<Integer> searches = CompletableFuture.supplyAsync(() -> {
                int count = 0;
                while (!filled.get()) {
                    // Whatever was there before the search began is found by it.
                    int item = index.items() - 1;
                    assertThat(index.near(codes[item], 0, 1)).containsExactly(new HammingHit(item, 0, 0, 0));
                    count++;
                }
                return count;
            });
            for (int i = 1; i < codes.length; i++) {
                index.add(i, codes[i]);
            }
            filled.set(true);
            assertThat(searches.get()).isPositive();
        } finally {
            merging.shutdown();
        }
    }

    @Test
    void aCrowdOfEqualCodesCostsNoMoreThanItsAnswer() {
        HammingIndex index = new HammingIndex(AT_ONCE);
        for (int i = 0; i < 200_000; i++) {
            index.add(i, 7);
        }
        assertThat(index.near(6, 12, 3))
                .containsExactly(new HammingHit(0, 1, 0, 0), new HammingHit(1, 1, 0, 0), new HammingHit(2, 1, 0, 0));
    }

    @Test
    void refusesWhatItCannotHold() {
        HammingIndex index = new HammingIndex(AT_ONCE);
        assertThatThrownBy(() -> index.add(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.add(1, new long[17])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.near(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.near(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        index.add(1, 2);
        assertThatThrownBy(() -> index.addAll(sink -> sink.add(2, 3))).isInstanceOf(IllegalStateException.class);
        assertThat(index.near(new long[0], 64, 1)).isEmpty();
    }
}

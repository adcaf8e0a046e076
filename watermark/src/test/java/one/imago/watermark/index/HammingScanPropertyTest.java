package one.imago.watermark.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;

class HammingScanPropertyTest {
    @Test
    void findsExactlyTheNearestCodesWithinTheRadius() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            HammingScan scan = new HammingScan();
            List<Long> codes = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                // Few bits vary, so that many codes are near each other.
                long code = random.nextLong() & 0xffffffL;
                codes.add(code);
                scan.add(new WorkId(i), code);
            }
            long query = random.nextLong() & 0xffffffL;
            int radius = random.nextInt(12);
            int limit = 1 + random.nextInt(40);

            List<IndexHit> expected = new ArrayList<>();
            for (int i = 0; i < codes.size(); i++) {
                int distance = Long.bitCount(codes.get(i) ^ query);
                if (distance <= radius) {
                    expected.add(new IndexHit(new WorkId(i), distance));
                }
            }
            expected.sort(Comparator.comparingInt(IndexHit::distance).thenComparing(IndexHit::work));

            assertThat(scan.near(query, radius, limit))
                    .as("seed %d", seed)
                    .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
        }
    }
}

package one.imago.watermark.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;

class FeatureIndexTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private static Features random(Random random, int count) {
        ByteBuffer encoded = ByteBuffer.allocate(count * Features.ENCODED_BYTES);
        for (int i = 0; i < count; i++) {
            encoded.putChar((char) random.nextInt(64 * WIDTH)).putChar((char) random.nextInt(64 * HEIGHT));
            encoded.put((byte) random.nextInt(256)).put((byte) (16 + random.nextInt(8)));
            for (int word = 0; word < Features.WORDS; word++) {
                encoded.putLong(random.nextLong());
            }
        }
        return Features.decode(encoded.flip(), count);
    }

    /** The same details turned by a quarter, each with some bits of its descriptor turned. */
    private static Features turned(Features features, Random random, int bits) {
        ByteBuffer encoded = ByteBuffer.allocate(features.count() * Features.ENCODED_BYTES);
        features.encode(encoded);
        for (int i = 0; i < features.count(); i++) {
            int at = i * Features.ENCODED_BYTES;
            encoded.put(at + 4, (byte) (encoded.get(at + 4) + 64));
            for (int bit = 0; bit < bits; bit++) {
                int where = random.nextInt(256);
                int byteAt = at + 6 + where / 8;
                encoded.put(byteAt, (byte) (encoded.get(byteAt) ^ (1 << (where % 8))));
            }
        }
        return Features.decode(encoded.flip(), features.count());
    }

    @Test
    void proposesTheWorkWhoseDetailsWereTurnedTogether() {
        Random random = new Random(5);
        FeatureIndex index = new FeatureIndex();
        Features wanted = random(random, 200);
        for (int work = 0; work < 50; work++) {
            index.add(new WorkId(work), work == 17 ? wanted : random(random, 200));
        }

        assertThat(index.near(turned(wanted, random, 20), WIDTH, HEIGHT, 3, 5))
                .first()
                .satisfies(hit -> {
                    assertThat(hit.work()).isEqualTo(new WorkId(17));
                    assertThat(hit.votes()).isGreaterThan(30);
                });
        assertThat(index.near(random(random, 200), WIDTH, HEIGHT, 3, 5)).isEmpty();
    }

    @Test
    void keepsAboutElevenKilobytesOfAWork() {
        Random random = new Random(6);
        FeatureIndex index = new FeatureIndex();
        long empty = index.bytes();
        for (int work = 0; work < 3000; work++) {
            index.add(new WorkId(work), random(random, 300));
        }

        assertThat((index.bytes() - empty) / 3000).isLessThan(13_000);
        index.clear();
        assertThat(index.size()).isZero();
    }
}

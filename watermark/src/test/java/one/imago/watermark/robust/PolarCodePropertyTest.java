package one.imago.watermark.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolarCodePropertyTest {
    private static final int ROUNDS = 60;

    @Test
    void readsBackWhatItWrote() {
        for (long id : new long[] {0, -1, 1, 0x0123456789abcdefL, Long.MIN_VALUE}) {
            assertThat(IdCode.decode(soft(IdCode.encode(id), 1), 1)).hasValue(id);
        }
    }

    /** Noise of 1.4 times the signal on each of 512 bits: 1 dB of energy for each of the 104 bits over noise. */
    @Test
    void readsThroughNoiseThatDrownsEachSingleBit() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int right = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long id = random.nextLong();
            float[] soft = soft(IdCode.encode(id), 1);
            for (int i = 0; i < soft.length; i++) {
                soft[i] += (float) (1.4 * random.nextGaussian());
            }
            var read = IdCode.decode(soft, 32);
            assertThat(read.isEmpty() || read.getAsLong() == id).isTrue();
            right += read.isPresent() ? 1 : 0;
        }
        assertThat(right).isGreaterThan(ROUNDS * 9 / 10);
    }

    @Test
    void findsNothingInNoise() {
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            float[] soft = new float[PolarCode.LENGTH];
            for (int i = 0; i < soft.length; i++) {
                soft[i] = (float) random.nextGaussian();
            }
            assertThat(IdCode.decode(soft, 16)).isEmpty();
        }
    }

    /** The published check value of CRC-40/GSM. */
    @Test
    void checksumIsTheStandardOne() {
        assertThat(IdCode.crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xd4164fc646L);
    }

    private static float[] soft(byte[] bits, float size) {
        float[] soft = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            soft[i] = bits[i] == 0 ? size : -size;
        }
        return soft;
    }
}

package one.imago.watermark.mark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadCodeTest {
    @Test
    void readsBackWhatItWrote() {
        for (long id : new long[] {0, -1, 1, 0x0123456789abcdefL, Long.MIN_VALUE}) {
            int[] payload = PayloadCode.payload(id);
            assertThat(PayloadCode.decode(soft(PayloadCode.encode(payload)))).isEqualTo(payload);
            assertThat(PayloadCode.id(payload)).hasValue(id);
        }
    }

    @Test
    void correctsOneWrongBitInTen() {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            int[] payload = PayloadCode.payload(random.nextLong());
            double[] soft = soft(PayloadCode.encode(payload));
            for (int i = random.nextInt(10); i < soft.length; i += 10) {
                soft[i] = -soft[i];
            }
            assertThat(PayloadCode.decode(soft)).as("round %d", round).isEqualTo(payload);
        }
    }

    @Test
    void refusesAWrongChecksum() {
        int[] payload = PayloadCode.payload(42);
        payload[95] ^= 1;
        assertThat(PayloadCode.id(payload)).isEmpty();
    }

    /** Held so that marks made by this version read in later ones. */
    @Test
    void pinsTheCode() {
        int[] coded = PayloadCode.encode(PayloadCode.payload(0x0123456789abcdefL));
        StringBuilder bits = new StringBuilder();
        for (int bit : coded) {
            bits.append(bit);
        }
        assertThat(new java.math.BigInteger(bits.toString(), 2).toString(16))
                .isEqualTo("3b28cb64f4e70a540417f45bcbd8358ae08ed5dd42d47eac");
        LogisticMap map = new LogisticMap(MarkKey.LOCATOR.group(0));
        assertThat(Long.toHexString(map.next())).isEqualTo("f5c1a416d53d2631");
        LogisticMap other = new LogisticMap(MarkKey.LOCATOR.group(1));
        assertThat(Long.toHexString(other.next())).isEqualTo("e2582b2e23070a0d");
    }

    @Test
    void mapsBitsAreBalancedAndDoNotRepeatSoon() {
        for (long group : new long[] {0, 1, (1L << 40) - 1, 1L << 39, MarkKey.LOCATOR.group(0)}) {
            LogisticMap map = new LogisticMap(group);
            int ones = 0;
            java.util.Set<Long> seen = new java.util.HashSet<>();
            for (int i = 0; i < 20_000; i++) {
                long x = map.next();
                ones += (int) (x >>> 63);
                seen.add(x);
            }
            assertThat(ones).as("group %d", group).isBetween(9_600, 10_400);
            assertThat(seen).hasSize(20_000);
        }
    }

    private static double[] soft(int[] coded) {
        double[] soft = new double[coded.length];
        for (int i = 0; i < coded.length; i++) {
            soft[i] = coded[i] == 0 ? 1 : -1;
        }
        return soft;
    }
}

package one.imago.watermark.whitepaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;

class PayloadCodeTest {
    @Test
    void readsBackWhatItWrote() {
        for (long value : new long[] {0, -1, 1, 0x0123456789abcdefL, Long.MIN_VALUE}) {
            Optional<WorkId> id = Optional.of(new WorkId(value));
            int[] payload = PayloadCode.payload(id);
            assertThat(PayloadCode.decode(soft(PayloadCode.encode(payload)))).isEqualTo(payload);
            assertThat(PayloadCode.content(payload)).hasValue(id);
        }
        assertThat(PayloadCode.content(PayloadCode.payload(Optional.empty()))).hasValue(Optional.empty());
    }

    @Test
    void correctsOneWrongBitInTen() {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            int[] payload = PayloadCode.payload(Optional.of(new WorkId(random.nextLong())));
            double[] soft = soft(PayloadCode.encode(payload));
            for (int i = random.nextInt(10); i < soft.length; i += 10) {
                soft[i] = -soft[i];
            }
            assertThat(PayloadCode.decode(soft)).as("round %d", round).isEqualTo(payload);
        }
    }

    @Test
    void refusesAWrongChecksum() {
        int[] payload = PayloadCode.payload(Optional.of(new WorkId(42)));
        payload[95] ^= 1;
        assertThat(PayloadCode.content(payload)).isEmpty();
    }

    /** Held so that marks made by this version read in later ones; the same numbers stand in docs/protocol. */
    @Test
    void pinsTheCode() {
        assertThat(coded(Optional.of(WorkId.parse("0123456789abcdef"))))
                .isEqualTo("3b28cb64f4e70a540417f45bcbd83b4358796fa6a24d02dc");
        assertThat(coded(Optional.empty())).isEqualTo("da1ff62ca3f75637eac");
    }

    private static String coded(Optional<WorkId> id) {
        String bits = Arrays.stream(PayloadCode.encode(PayloadCode.payload(id)))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining());
        return new BigInteger(bits, 2).toString(16);
    }

    private static double[] soft(int[] coded) {
        return Arrays.stream(coded).mapToDouble(bit -> bit == 1 ? 1 : -1).toArray();
    }
}

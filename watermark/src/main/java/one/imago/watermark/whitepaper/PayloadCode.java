package one.imago.watermark.whitepaper;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import one.imago.node.ledger.WorkId;

/**
 * How the machine's part becomes bits: 64 bits of id (zero without one), then the CRC-32 of a byte that says which (1 with
 * an id, 0 without) and the id's eight; 96 bits, most significant first; six zero bits to end on; a convolutional code of
 * rate 1/2 and constraint length 7, generators 171 and 133 octal; 204 bits. Read back by a Viterbi decoder over soft
 * values.
 */
final class PayloadCode {
    static final int PAYLOAD_BITS = 96;
    private static final int MEMORY = 6;
    private static final int STATES = 1 << MEMORY;
    private static final int STEPS = PAYLOAD_BITS + MEMORY;
    static final int CODED_BITS = 2 * STEPS;
    private static final int GENERATOR_A = 0171;
    private static final int GENERATOR_B = 0133;

    private PayloadCode() {}

    /** The payload bits of an id or of none, not yet coded. */
    static int[] payload(Optional<WorkId> id) {
        long value = id.map(WorkId::value).orElse(0L);
        long crc = crc(id);
        int[] bits = new int[PAYLOAD_BITS];
        for (int i = 0; i < PAYLOAD_BITS; i++) {
            bits[i] = (int) (i < 64 ? value >>> (63 - i) : crc >>> (95 - i)) & 1;
        }
        return bits;
    }

    /** What payload bits say, id or none; empty when the checksum is wrong. */
    static Optional<Optional<WorkId>> content(int[] payload) {
        long value = 0;
        long crc = 0;
        for (int i = 0; i < PAYLOAD_BITS; i++) {
            if (i < 64) {
                value = (value << 1) | payload[i];
            } else {
                crc = (crc << 1) | payload[i];
            }
        }
        Optional<WorkId> id = Optional.of(new WorkId(value));
        if (crc == crc(id)) {
            return Optional.of(id);
        }
        return value == 0 && crc == crc(Optional.empty()) ? Optional.of(Optional.empty()) : Optional.empty();
    }

    static int[] encode(int[] payload) {
        int[] coded = new int[CODED_BITS];
        int register = 0;
        for (int i = 0; i < STEPS; i++) {
            register = (register >> 1) | ((i < PAYLOAD_BITS ? payload[i] : 0) << MEMORY);
            coded[2 * i] = Integer.bitCount(register & GENERATOR_A) & 1;
            coded[2 * i + 1] = Integer.bitCount(register & GENERATOR_B) & 1;
        }
        return coded;
    }

    /**
     * The likeliest payload.
     *
     * @param soft a value for each coded bit, positive for 1, negative for 0, larger for surer
     */
    static int[] decode(double[] soft) {
        double[] score = new double[STATES];
        Arrays.fill(score, Double.NEGATIVE_INFINITY);
        score[0] = 0;
        byte[][] dropped = new byte[STEPS][STATES];
        for (int i = 0; i < STEPS; i++) {
            double[] next = new double[STATES];
            for (int state = 0; state < STATES; state++) {
                // state holds the last six bits, newest on top; it was reached from one of two by dropping a bit.
                int best = 0;
                double bestScore = Double.NEGATIVE_INFINITY;
                for (int bit = 0; bit < 2; bit++) {
                    int register = (state << 1) | bit;
                    double a = (Integer.bitCount(register & GENERATOR_A) & 1) == 1 ? soft[2 * i] : -soft[2 * i];
                    double b = (Integer.bitCount(register & GENERATOR_B) & 1) == 1 ? soft[2 * i + 1] : -soft[2 * i + 1];
                    double candidate = score[register & (STATES - 1)] + a + b;
                    if (candidate > bestScore) {
                        bestScore = candidate;
                        best = bit;
                    }
                }
                next[state] = bestScore;
                dropped[i][state] = (byte) best;
            }
            score = next;
        }
        int[] payload = new int[PAYLOAD_BITS];
        int state = 0;
        for (int i = STEPS - 1; i >= 0; i--) {
            if (i < PAYLOAD_BITS) {
                payload[i] = state >> (MEMORY - 1);
            }
            state = ((state << 1) | dropped[i][state]) & (STATES - 1);
        }
        return payload;
    }

    private static long crc(Optional<WorkId> id) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) (id.isPresent() ? 1 : 0))
                .putLong(id.map(WorkId::value).orElse(0L));
        CRC32 crc = new CRC32();
        crc.update(bytes.flip());
        return crc.getValue();
    }
}

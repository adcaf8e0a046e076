package one.imago.watermark.robust;

import java.util.OptionalLong;

/**
 * How an id becomes coded bits: its 64 bits and their CRC-40, most significant first, in a {@link PolarCode}. The CRC is
 * CRC-40/GSM (3GPP TS 43.020): 0x0004820009, from zero, inverted at the end.
 */
final class IdCode {
    private static final long POLYNOMIAL = 0x0004820009L;
    private static final long MASK = (1L << 40) - 1;

    private IdCode() {}

    static byte[] encode(long id) {
        byte[] payload = new byte[PolarCode.PAYLOAD_BITS];
        long crc = crc(id);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) ((i < 64 ? id >>> (63 - i) : crc >>> (103 - i)) & 1);
        }
        return PolarCode.encode(payload);
    }

    /**
     * The likeliest id whose checksum is right.
     *
     * @param soft a value for each coded bit, positive for 0
     * @param most paths that the decoder follows; each is one chance in 2^40 of a false id
     */
    static OptionalLong decode(float[] soft, int most) {
        for (byte[] payload : PolarCode.decode(soft, most)) {
            long id = 0;
            long crc = 0;
            for (int i = 0; i < payload.length; i++) {
                if (i < 64) {
                    id = (id << 1) | payload[i];
                } else {
                    crc = (crc << 1) | payload[i];
                }
            }
            if (crc == crc(id)) {
                return OptionalLong.of(id);
            }
        }
        return OptionalLong.empty();
    }

    static long crc(long id) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (id >>> (56 - 8 * i));
        }
        return crc(bytes);
    }

    static long crc(byte[] bytes) {
        long crc = 0;
        for (byte b : bytes) {
            crc ^= (b & 0xffL) << 32;
            for (int bit = 0; bit < 8; bit++) {
                crc = ((crc << 1) ^ ((crc >>> 39 & 1) * POLYNOMIAL)) & MASK;
            }
        }
        return crc ^ MASK;
    }
}

package one.imago.watermark.whitepaper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import one.imago.watermark.mark.MarkKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * From the 80-bit external key to the initial conditions of the two maps: HKDF-SHA256 over its ten bytes, without salt,
 * split into four groups of 64 bits. Derived first and split then: groups of the key itself could be searched one by
 * one.
 *
 * @param start1 where the map begins that hides the watermark picture
 * @param stir1 what is added to it
 * @param start2 where the map begins that chooses colours
 * @param stir2 what is added to it
 */
record KeySchedule(long start1, long stir1, long start2, long stir2) {
    private static final byte[] PURPOSE = "imago/mark-whitepaper/2".getBytes(StandardCharsets.US_ASCII);

    static KeySchedule of(MarkKey key) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(key.bytes(), null, PURPOSE));
        byte[] derived = new byte[4 * Long.BYTES];
        generator.generateBytes(derived, 0, derived.length);
        ByteBuffer groups = ByteBuffer.wrap(derived);
        return new KeySchedule(groups.getLong(), groups.getLong(), groups.getLong(), groups.getLong());
    }

    /** A new walk of the first map, whose bytes are XORed over the watermark picture. */
    LogisticMap hiding() {
        return new LogisticMap(start1, stir1);
    }

    /** A new walk of the second map, which decides block by block which of red, green and blue carries. */
    Colours colours() {
        return new Colours(new LogisticMap(start2, stir2));
    }

    /** The colour of each block in turn, as an index into blue, green, red samples. */
    static final class Colours {
        /** The map's density is that of sin^2 of a uniform angle: below 1/4 a third of the time, above 3/4 another. */
        private static final long QUARTER = 1L << 62;

        private final LogisticMap map;

        private Colours(LogisticMap map) {
            this.map = map;
        }

        int next() {
            long x = map.next();
            if (Long.compareUnsigned(x, QUARTER) < 0) {
                return 2;
            }
            return Long.compareUnsigned(x, 3 * QUARTER) < 0 ? 1 : 0;
        }
    }
}

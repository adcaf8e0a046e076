package one.imago.watermark.robust;

import java.nio.charset.StandardCharsets;
import one.imago.watermark.mark.MarkKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Choices that follow from a key: HKDF-SHA256 over its ten bytes, without salt, one stream for each purpose. */
final class KeyStream {
    private static final String DOMAIN = "imago/mark/robust/1/";

    private final HKDFBytesGenerator bytes = new HKDFBytesGenerator(new SHA256Digest());

    KeyStream(MarkKey key, String purpose) {
        bytes.init(new HKDFParameters(key.bytes(), null, (DOMAIN + purpose).getBytes(StandardCharsets.US_ASCII)));
    }

    /** 0 to 255. */
    int nextByte() {
        byte[] one = new byte[1];
        bytes.generateBytes(one, 0, 1);
        return one[0] & 0xff;
    }

    /** A number below a bound of at most 2^16, each as likely: two bytes, big-endian, drawn again where they would favour some. */
    int below(int bound) {
        int limit = (1 << 16) / bound * bound;
        int drawn;
        do {
            drawn = (nextByte() << 8) | nextByte();
        } while (drawn >= limit);
        return drawn % bound;
    }

    /** The numbers below a bound in some order: Fisher and Yates, from the last place down. */
    int[] permutation(int bound) {
        int[] order = new int[bound];
        for (int i = 0; i < bound; i++) {
            order[i] = i;
        }
        for (int i = bound - 1; i > 0; i--) {
            int j = below(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}

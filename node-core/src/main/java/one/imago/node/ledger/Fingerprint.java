package one.imago.node.ledger;

import java.util.Arrays;
import one.imago.node.crypto.Hex;

/**
 * A perceptual fingerprint of a work's original.
 *
 * @param algorithm protocol number of the algorithm: 1 = pHash, 2 = PDQ, 3 = ISCC Image-Code
 * @param version version of the algorithm; pHash 0 is the white paper's, 1 the DCT median; PDQ has
 *     version 1
 * @param bytes the code, at most 64 bytes; copied at the border
 */
public record Fingerprint(int algorithm, int version, byte[] bytes) {
    public static final int PHASH = 1;
    public static final int PDQ = 2;
    public static final int ISCC = 3;
    public static final int MAX_LENGTH = 64;

    public Fingerprint {
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("a fingerprint has 1 to 64 bytes, not " + bytes.length);
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint f
                && algorithm == f.algorithm
                && version == f.version
                && Arrays.equals(bytes, f.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * algorithm + version) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return algorithm + "." + version + ":" + Hex.encode(bytes);
    }
}

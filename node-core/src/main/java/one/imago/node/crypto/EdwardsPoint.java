package one.imago.node.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of edwards25519 in extended coordinates (RFC 8032 §5.1.4), over BouncyCastle's field. One addition formula
 * serves for everything: it is complete, so that doubling, the neutral element and points of small order are no special
 * cases that a branch could betray. Immutable.
 *
 * <p>BouncyCastle keeps its own points private; this class exists for the verifiable random function alone. Signatures
 * do not come through here.
 */
final class EdwardsPoint {
    static final int LENGTH = 32;
    private static final int SCALAR_BITS = 256;
    private static final byte[] NEUTRAL_ENCODED = littleEndian(1);

    private static final int[] D = field("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");
    private static final int[] TWICE_D = field("2406d9dc56dffce7198e80f2eef3d13000e0149a8283b156ebd69b9426b2f159");
    static final EdwardsPoint NEUTRAL = decode(NEUTRAL_ENCODED).orElseThrow();
    /** The generator of the group of prime order, y = 4/5. */
    static final EdwardsPoint BASE =
            decode(Hex.decode("58" + "66".repeat(31), LENGTH)).orElseThrow();

    private final int[] x;
    private final int[] y;
    private final int[] z;
    private final int[] t;

    private EdwardsPoint(int[] x, int[] y, int[] z, int[] t) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.t = t;
    }

    /** RFC 8032 §5.1.3: empty unless y is reduced, on the curve, and not "minus zero". Variable time. */
    static Optional<EdwardsPoint> decode(byte[] encoded) {
        byte[] ordinate = encoded.clone();
        boolean odd = (ordinate[LENGTH - 1] & 0x80) != 0;
        ordinate[LENGTH - 1] &= 0x7f;
        int[] y = X25519Field.create();
        X25519Field.decode255(ordinate, y);
        byte[] reduced = new byte[LENGTH];
        int[] copy = y.clone();
        X25519Field.normalize(copy);
        X25519Field.encode(copy, reduced);
        if (!Arrays.equals(reduced, ordinate)) {
            return Optional.empty();
        }
        int[] u = X25519Field.create();
        int[] v = X25519Field.create();
        X25519Field.sqr(y, u);
        X25519Field.mul(D, u, v);
        X25519Field.subOne(u);
        X25519Field.addOne(v);
        int[] x = X25519Field.create();
        if (!X25519Field.sqrtRatioVar(u, v, x)) {
            return Optional.empty();
        }
        X25519Field.normalize(x);
        if (odd && X25519Field.isZeroVar(x)) {
            return Optional.empty();
        }
        if (odd != ((x[0] & 1) != 0)) {
            X25519Field.negate(x, x);
            X25519Field.normalize(x);
        }
        int[] one = X25519Field.create();
        X25519Field.one(one);
        int[] t = X25519Field.create();
        X25519Field.mul(x, y, t);
        return Optional.of(new EdwardsPoint(x, y, one, t));
    }

    /** 32 bytes, RFC 8032 §5.1.2. The time does not depend on the point. */
    byte[] encode() {
        int[] inverse = X25519Field.create();
        X25519Field.inv(z, inverse);
        int[] affineX = X25519Field.create();
        int[] affineY = X25519Field.create();
        X25519Field.mul(x, inverse, affineX);
        X25519Field.mul(y, inverse, affineY);
        X25519Field.normalize(affineX);
        X25519Field.normalize(affineY);
        byte[] encoded = new byte[LENGTH];
        X25519Field.encode(affineY, encoded);
        encoded[LENGTH - 1] |= (byte) ((affineX[0] & 1) << 7);
        return encoded;
    }

    boolean isNeutral() {
        return Arrays.equals(encode(), NEUTRAL_ENCODED);
    }

    EdwardsPoint negated() {
        int[] negatedX = X25519Field.create();
        int[] negatedT = X25519Field.create();
        X25519Field.negate(x, negatedX);
        X25519Field.negate(t, negatedT);
        return new EdwardsPoint(negatedX, y, z, negatedT);
    }

    /** Hisil, Wong, Carter, Dawson 2008, §3.1 with a = −1: complete, since d is no square. */
    EdwardsPoint plus(EdwardsPoint other) {
        int[] a = X25519Field.create();
        int[] b = X25519Field.create();
        int[] c = X25519Field.create();
        int[] d = X25519Field.create();
        X25519Field.apm(y, x, b, a);
        X25519Field.apm(other.y, other.x, d, c);
        X25519Field.mul(a, c, a);
        X25519Field.mul(b, d, b);
        X25519Field.mul(t, other.t, c);
        X25519Field.mul(c, TWICE_D, c);
        X25519Field.add(z, z, d);
        X25519Field.mul(d, other.z, d);
        int[] e = X25519Field.create();
        int[] f = X25519Field.create();
        int[] g = X25519Field.create();
        int[] h = X25519Field.create();
        X25519Field.apm(b, a, h, e);
        X25519Field.apm(d, c, g, f);
        X25519Field.mul(e, f, a);
        X25519Field.mul(g, h, b);
        X25519Field.mul(f, g, c);
        X25519Field.mul(e, h, d);
        return new EdwardsPoint(a, b, c, d);
    }

    EdwardsPoint timesCofactor() {
        EdwardsPoint twice = plus(this);
        EdwardsPoint fourTimes = twice.plus(twice);
        return fourTimes.plus(fourTimes);
    }

    /**
     * Double, add always, and keep by a mask: neither branches nor memory accesses depend on the scalar.
     *
     * @param scalar 32 bytes, little endian, secret
     */
    EdwardsPoint timesSecret(byte[] scalar) {
        EdwardsPoint sum = NEUTRAL;
        for (int bit = SCALAR_BITS - 1; bit >= 0; bit--) {
            sum = sum.plus(sum);
            EdwardsPoint added = sum.plus(this);
            int keep = -((scalar[bit >> 3] >> (bit & 7)) & 1);
            X25519Field.cmov(keep, added.x, 0, sum.x, 0);
            X25519Field.cmov(keep, added.y, 0, sum.y, 0);
            X25519Field.cmov(keep, added.z, 0, sum.z, 0);
            X25519Field.cmov(keep, added.t, 0, sum.t, 0);
        }
        return sum;
    }

    /**
     * {@code [a]p + [b]q} for public scalars, both at once. Variable time.
     *
     * @param a 32 bytes, little endian
     * @param b 32 bytes, little endian
     */
    static EdwardsPoint sumOfProducts(byte[] a, EdwardsPoint p, byte[] b, EdwardsPoint q) {
        EdwardsPoint both = p.plus(q);
        EdwardsPoint sum = NEUTRAL;
        for (int bit = SCALAR_BITS - 1; bit >= 0; bit--) {
            sum = sum.plus(sum);
            boolean first = ((a[bit >> 3] >> (bit & 7)) & 1) != 0;
            boolean second = ((b[bit >> 3] >> (bit & 7)) & 1) != 0;
            if (first || second) {
                sum = sum.plus(first && second ? both : first ? p : q);
            }
        }
        return sum;
    }

    private static byte[] littleEndian(int small) {
        byte[] bytes = new byte[LENGTH];
        bytes[0] = (byte) small;
        return bytes;
    }

    private static int[] field(String bigEndianHex) {
        byte[] bytes = Hex.decode(bigEndianHex, LENGTH);
        byte[] reversed = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            reversed[i] = bytes[LENGTH - 1 - i];
        }
        int[] element = X25519Field.create();
        X25519Field.decode255(reversed, element);
        return element;
    }
}

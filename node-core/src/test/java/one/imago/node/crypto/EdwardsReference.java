package one.imago.node.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * The curve of RFC 8032 §5.1 in plain arithmetic, slow and obvious: an independent reading of
 * docs/protocol/signatures.md, and the means to craft the signatures about which libraries differ.
 */
final class EdwardsReference {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger SQRT_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
    static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE = decode(Hex.decode("58" + "66".repeat(31), 32)).orElseThrow();

    /** A generator of the eight points of small order. */
    static final Point TORSION = torsion();

    private EdwardsReference() {}

    /** A point in affine coordinates. */
    record Point(BigInteger x, BigInteger y) {
        Point plus(Point other) {
            BigInteger product = D.multiply(x)
                    .multiply(other.x)
                    .multiply(y)
                    .multiply(other.y)
                    .mod(P);
            BigInteger sumX = x.multiply(other.y)
                    .add(other.x.multiply(y))
                    .multiply(BigInteger.ONE.add(product).modInverse(P));
            BigInteger sumY = y.multiply(other.y)
                    .add(x.multiply(other.x))
                    .multiply(BigInteger.ONE.subtract(product).modInverse(P));
            return new Point(sumX.mod(P), sumY.mod(P));
        }

        Point negated() {
            return new Point(x.negate().mod(P), y);
        }

        Point times(BigInteger factor) {
            Point result = NEUTRAL;
            for (int i = factor.bitLength() - 1; i >= 0; i--) {
                result = result.plus(result);
                if (factor.testBit(i)) {
                    result = result.plus(this);
                }
            }
            return result;
        }

        Point times(long factor) {
            return times(BigInteger.valueOf(factor));
        }

        byte[] encoded() {
            byte[] bytes = littleEndian(y);
            if (x.testBit(0)) {
                bytes[31] |= (byte) 0x80;
            }
            return bytes;
        }
    }

    static byte[] littleEndian(BigInteger number) {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = new byte[32];
        for (int i = 0; i < Math.min(32, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }

    static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    /** Decodes leniently: y is reduced, and x = 0 may have any sign. */
    static Optional<Point> decode(byte[] encoded) {
        byte[] masked = encoded.clone();
        masked[31] &= 0x7f;
        BigInteger y = number(masked).mod(P);
        BigInteger ySquared = y.multiply(y).mod(P);
        BigInteger xSquared = ySquared.subtract(BigInteger.ONE)
                .multiply(D.multiply(ySquared).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger x = xSquared.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(xSquared)) {
            x = x.multiply(SQRT_MINUS_ONE).mod(P);
        }
        if (!x.multiply(x).mod(P).equals(xSquared)) {
            return Optional.empty();
        }
        boolean odd = (encoded[31] & 0x80) != 0;
        return Optional.of(new Point(x.testBit(0) == odd ? x : x.negate().mod(P), y));
    }

    /** SHA-512(R ‖ A ‖ message) mod L. */
    static BigInteger challenge(byte[] r, byte[] a, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(r);
            digest.update(a);
            return number(digest.digest(message)).mod(L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rule, word by word from docs/protocol/signatures.md. */
    static boolean accepts(byte[] a, byte[] message, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        byte[] r = Arrays.copyOf(signature, 32);
        BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
        if (s.compareTo(L) >= 0 || !isGoodPoint(a) || !isGoodPoint(r)) {
            return false;
        }
        Point key = decode(a).orElseThrow();
        Point expected = BASE.times(s).plus(key.times(challenge(r, a, message)).negated());
        return Arrays.equals(expected.encoded(), r);
    }

    private static boolean isGoodPoint(byte[] encoded) {
        Optional<Point> point = decode(encoded);
        return point.isPresent()
                && Arrays.equals(point.get().encoded(), encoded)
                && !point.get().equals(NEUTRAL)
                && point.get().times(L).equals(NEUTRAL);
    }

    private static Point torsion() {
        Random random = new Random(1);
        while (true) {
            byte[] candidate = new byte[32];
            random.nextBytes(candidate);
            Optional<Point> point = decode(candidate).map(found -> found.times(L));
            if (point.isPresent() && !point.get().times(4).equals(NEUTRAL)) {
                return point.get();
            }
        }
    }
}

package one.imago.node.crypto;

import static one.imago.node.crypto.EdwardsReference.BASE;
import static one.imago.node.crypto.EdwardsReference.L;
import static one.imago.node.crypto.EdwardsReference.NEUTRAL;
import static one.imago.node.crypto.EdwardsReference.P;
import static one.imago.node.crypto.EdwardsReference.TORSION;
import static one.imago.node.crypto.EdwardsReference.challenge;
import static one.imago.node.crypto.EdwardsReference.littleEndian;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import one.imago.node.crypto.EdwardsReference.Point;

/**
 * The twelve cases of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko 2020, table 6c), made anew with other
 * scalars: each is accepted by some library in use.
 */
record SpecialSignature(String name, byte[] key, byte[] message, byte[] signature) {
    private static final BigInteger SECRET = new BigInteger("7246213645982345876123098712309487123098471230948");
    private static final BigInteger NONCE = new BigInteger("918273645546372819982736455463728199182736");
    private static final BigInteger EIGHT = BigInteger.valueOf(8);

    @Override
    public String toString() {
        return name;
    }

    static List<SpecialSignature> all() {
        byte[] smallKey = TORSION.encoded();
        byte[] smallR = TORSION.times(7).encoded();
        Point mixedKey = BASE.times(SECRET).plus(TORSION);
        byte[] mixedR = BASE.times(NONCE).plus(TORSION).encoded();
        byte[] goodR = BASE.times(NONCE).encoded();
        byte[] oddNeutral = NEUTRAL.encoded();
        oddNeutral[31] |= (byte) 0x80;
        byte[] unreducedNeutral = littleEndian(P.add(BigInteger.ONE));
        BigInteger zero = BigInteger.ZERO;
        List<SpecialSignature> cases = new ArrayList<>();
        cases.add(small("0: S = 0, A and R of small order", smallKey, smallR, zero, 1));
        cases.add(small("1: A of small order, R mixed", smallKey, mixedR, NONCE, 7));
        cases.add(mixed("2: A mixed, R of small order", mixedKey, smallR, zero, 1));
        cases.add(mixed("3: A and R mixed, both equations hold", mixedKey, mixedR, NONCE, 7));
        cases.add(mixed("4: A and R mixed, only the cofactored equation holds", mixedKey, mixedR, NONCE, 3));
        cases.add(mixed("5: A mixed, R of order L, only the cofactored equation holds", mixedKey, goodR, NONCE, 5));
        cases.add(aboveOrder("6: S above L", 1));
        cases.add(aboveOrder("7: S far above L", 14));
        cases.add(mixed("8: R small with a negative zero", mixedKey, oddNeutral, zero, 0));
        cases.add(mixed("9: R small and not reduced", mixedKey, unreducedNeutral, zero, 0));
        cases.add(small("10: A small with a negative zero", oddNeutral, goodR, NONCE, 0));
        cases.add(small("11: A small and not reduced", unreducedNeutral, goodR, NONCE, 0));
        return cases;
    }

    /** With S as given, and h mod 8 as given. */
    private static SpecialSignature small(String name, byte[] key, byte[] r, BigInteger s, int remainder) {
        for (int i = 0; ; i++) {
            byte[] message = ("message " + i).getBytes(StandardCharsets.US_ASCII);
            if (challenge(r, key, message).mod(EIGHT).intValue() == remainder) {
                return new SpecialSignature(name, key, message, join(r, s));
            }
        }
    }

    /** With S = nonce + h · secret, and h mod 8 as given. */
    private static SpecialSignature mixed(String name, Point key, byte[] r, BigInteger nonce, int remainder) {
        byte[] encoded = key.encoded();
        byte[] message = small(name, encoded, r, BigInteger.ZERO, remainder).message;
        BigInteger s =
                nonce.add(challenge(r, encoded, message).multiply(SECRET)).mod(L);
        return new SpecialSignature(name, encoded, message, join(r, s));
    }

    /** A good signature with a multiple of L on S. */
    private static SpecialSignature aboveOrder(String name, int multiple) {
        byte[] key = BASE.times(SECRET).encoded();
        byte[] r = BASE.times(NONCE).encoded();
        byte[] message = name.getBytes(StandardCharsets.US_ASCII);
        BigInteger s = NONCE.add(challenge(r, key, message).multiply(SECRET)).mod(L);
        return new SpecialSignature(name, key, message, join(r, s.add(L.multiply(BigInteger.valueOf(multiple)))));
    }

    static byte[] join(byte[] r, BigInteger s) {
        byte[] signature = new byte[64];
        System.arraycopy(r, 0, signature, 0, 32);
        System.arraycopy(littleEndian(s), 0, signature, 32, 32);
        return signature;
    }
}

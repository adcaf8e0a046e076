package one.imago.p2p.erasure;

/**
 * The field of 256 elements: polynomials over GF(2) modulo x^8 + x^4 + x^3 + x^2 + 1 (0x11d), in which 2 generates every
 * element but 0. Addition is exclusive or.
 */
final class Gf256 {
    /** Elements that are powers of the generator. */
    static final int ORDER = 255;

    private static final int POLYNOMIAL = 0x11d;
    /** Twice around, so that a sum of two logarithms needs no reduction. */
    private static final int[] EXP = new int[2 * ORDER];

    private static final int[] LOG = new int[ORDER + 1];

    static {
        int value = 1;
        for (int i = 0; i < ORDER; i++) {
            EXP[i] = value;
            EXP[i + ORDER] = value;
            LOG[value] = i;
            value <<= 1;
            if (value > ORDER) {
                value ^= POLYNOMIAL;
            }
        }
    }

    private Gf256() {}

    /** 2 to this power, 0 to 254. */
    static int power(int exponent) {
        return EXP[exponent];
    }

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
    }

    /** {@code b} is not 0. */
    static int divide(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException("division by zero in GF(256)");
        }
        return a == 0 ? 0 : EXP[LOG[a] + ORDER - LOG[b]];
    }
}

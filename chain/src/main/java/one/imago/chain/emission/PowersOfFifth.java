package one.imago.chain.emission;

import java.math.BigInteger;

/**
 * 5^(−f) for fractions f in [0, 1), between bounds that are proven by how they are made: the factors 5^(−1/2), 5^(−1/4) …
 * are repeated square roots, and 5^(−f) is the product of those that f's binary digits name. All numbers are scaled by
 * 2^precision; every lower bound is rounded down and every upper one up. Immutable.
 *
 * <p>The bounds are less than 2^34 · 2^-precision apart: f is cut after {@code precision − 32} binary digits, which
 * changes the result by less than ln 5 · 2^(32 − precision), and the roundings of the products add far less.
 */
final class PowersOfFifth {
    private static final int GUARD = 32;

    private final int precision;
    private final int digits;
    private final BigInteger one;
    private final BigInteger[] low;
    private final BigInteger[] high;

    PowersOfFifth(int precision) {
        this.precision = precision;
        this.digits = precision - GUARD;
        this.one = BigInteger.ONE.shiftLeft(precision);
        this.low = new BigInteger[digits + 1];
        this.high = new BigInteger[digits + 1];
        low[0] = one.divide(BigInteger.valueOf(5));
        high[0] = low[0].add(BigInteger.ONE);
        for (int i = 1; i <= digits; i++) {
            low[i] = low[i - 1].shiftLeft(precision).sqrt();
            high[i] = high[i - 1].shiftLeft(precision).sqrt().add(BigInteger.ONE);
        }
    }

    /** low ≤ 2^precision · 5^(−f) ≤ high. */
    record Bounds(BigInteger low, BigInteger high) {}

    int precision() {
        return precision;
    }

    /** 5^(−numerator / denominator), for 0 ≤ numerator < denominator. */
    Bounds bounds(long numerator, long denominator) {
        BigInteger fraction = BigInteger.valueOf(numerator).shiftLeft(digits).divide(BigInteger.valueOf(denominator));
        BigInteger least = one;
        BigInteger most = one;
        for (int i = 1; i <= digits; i++) {
            if (fraction.testBit(digits - i)) {
                least = least.multiply(low[i]).shiftRight(precision);
                most = most.multiply(high[i]).shiftRight(precision).add(BigInteger.ONE);
            }
        }
        // The digits after the last are worth less than one more of the last.
        return new Bounds(least.multiply(low[digits]).shiftRight(precision), most);
    }
}

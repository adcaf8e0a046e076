package one.imago.chain.emission;

import java.math.BigInteger;
import one.imago.node.ledger.Amount;

/**
 * The white paper's mining curve as a rule of consensus:
 *
 * <pre>rate(g) = c · (1/c)^(T / (T − g)),   c = 5,   T = 525,000,000 tokens,   g mined already</pre>
 *
 * which is 5^(−g / (T − g)): 1 at the start, a fifth when half is mined, 0 at the end. The rule is not this program's
 * way of computing it but the number: <b>⌊10^18 · 5^(−g / (T − g))⌋</b>, the true value rounded down. Every
 * implementation that is right gives the same, whatever its arithmetic; the error is below 10^-18 and never in a miner's
 * favour; and a value that is rounded down falls wherever the true one falls, so that no step of it ever rises.
 *
 * <p>docs/protocol/emission.md has values to test against.
 */
public final class Emission {
    /** All that is ever mined, out of the community's share. */
    public static final Amount POOL = Amount.ofTokens(525_000_000);

    /** What a rate of 1 is. */
    public static final long RATE_SCALE = 1_000_000_000_000_000_000L;

    /** The most work that one step pays, in units: within it the rate is taken as constant. */
    public static final Amount MAX_WORK = Amount.ofTokens(1_000);

    private static final BigInteger SCALE = BigInteger.valueOf(RATE_SCALE);
    private static final BigInteger BASE = BigInteger.valueOf(5);
    /** 5^26 > 10^18: from here on the rate rounds down to nothing. */
    private static final long MAX_EXPONENT = 26;

    private static final int PRECISION = 192;
    private static final PowersOfFifth POWERS = new PowersOfFifth(PRECISION);

    private Emission() {}

    /**
     * Tokens for a unit of work, in 10^-18, when {@code mined} tokens have been mined.
     *
     * @throws IllegalArgumentException when more is mined than there is
     */
    public static long rate(Amount mined) {
        long left = POOL.minus(mined).units();
        if (left == 0) {
            return 0;
        }
        long whole = mined.units() / left;
        if (whole >= MAX_EXPONENT) {
            return 0;
        }
        long rest = mined.units() % left;
        BigInteger divisor = BASE.pow((int) whole);
        if (rest == 0) {
            // The only rates that can be whole numbers of 10^-18: 5^(p/q) is irrational unless q divides p.
            return SCALE.divide(divisor).longValueExact();
        }
        PowersOfFifth powers = POWERS;
        while (true) {
            PowersOfFifth.Bounds bounds = powers.bounds(rest, left);
            BigInteger one = BigInteger.ONE.shiftLeft(powers.precision());
            BigInteger low = bounds.low().multiply(SCALE).divide(divisor.multiply(one));
            BigInteger high = bounds.high().multiply(SCALE).divide(divisor.multiply(one));
            if (low.equals(high)) {
                return low.longValueExact();
            }
            // A whole number lies between the bounds. The true value is not that number, so that narrower bounds tell.
            powers = new PowersOfFifth(powers.precision() * 2);
        }
    }

    /**
     * What {@code work} earns when {@code mined} tokens have been mined: work · rate, rounded down, and never more than
     * is left.
     *
     * @param work in the tokens that it would have earned at the start, at most {@link #MAX_WORK}
     */
    public static Amount earned(Amount mined, Amount work) {
        if (!MAX_WORK.covers(work)) {
            throw new IllegalArgumentException("one step pays for work of at most " + MAX_WORK);
        }
        long units = BigInteger.valueOf(work.units())
                .multiply(BigInteger.valueOf(rate(mined)))
                .divide(SCALE)
                .longValueExact();
        return new Amount(Math.min(units, POOL.minus(mined).units()));
    }
}

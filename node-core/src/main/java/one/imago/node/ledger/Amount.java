package one.imago.node.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of tokens, in units of 10^-8 token; never negative, never a float. Arithmetic fails instead of wrapping.
 */
public record Amount(long units) implements Comparable<Amount> {
    public static final int DECIMALS = 8;
    public static final long UNITS_PER_TOKEN = 100_000_000L;
    public static final Amount ZERO = new Amount(0);

    public Amount {
        if (units < 0) {
            throw new IllegalArgumentException("an amount is never negative");
        }
    }

    public static Amount ofTokens(long tokens) {
        return new Amount(Math.multiplyExact(tokens, UNITS_PER_TOKEN));
    }

    /**
     * Parses a decimal number of tokens with at most 8 places, such as {@code 12.5}.
     *
     * @throws IllegalArgumentException with a message for a person
     */
    public static Amount parse(String decimal) {
        if (!decimal.matches("[0-9]{1,11}(\\.[0-9]{1,8})?")) {
            throw new IllegalArgumentException(
                    "expected a number of tokens such as 12.5, with at most 8 decimal places");
        }
        try {
            return new Amount(new BigDecimal(decimal)
                    .movePointRight(DECIMALS)
                    .setScale(0, RoundingMode.UNNECESSARY)
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("more tokens than there can be", e);
        }
    }

    public Amount plus(Amount other) {
        return new Amount(Math.addExact(units, other.units));
    }

    /**
     * @throws IllegalArgumentException when {@code other} is larger
     */
    public Amount minus(Amount other) {
        return new Amount(Math.subtractExact(units, other.units));
    }

    public boolean covers(Amount other) {
        return units >= other.units;
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(units, other.units);
    }

    /** Decimal tokens without trailing zeros, as {@link #parse} reads them. */
    @Override
    public String toString() {
        BigDecimal tokens = BigDecimal.valueOf(units, DECIMALS).stripTrailingZeros();
        return tokens.scale() < 0
                ? tokens.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
                : tokens.toPlainString();
    }
}

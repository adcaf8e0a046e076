package one.imago.chain.allocation;

import java.math.BigInteger;
import java.util.OptionalLong;
import one.imago.node.ledger.Amount;

/**
 * When tokens that were granted at genesis can be spent: nothing before a month, then a part at once, then a part each
 * month. Steps, not a slope: between two month's ends nothing changes. Time is block time.
 *
 * @param firstMonth whole months after genesis when the first part vests
 * @param firstPercent that part of the grant
 * @param monthlyPercent what vests with each further month; 0 when the first part is all
 */
public record Vesting(int firstMonth, int firstPercent, int monthlyPercent) {
    /**
     * A month: a twelfth of the mean Gregorian year of 365.2425 days, which is 2,629,746 seconds exactly. So 24 months
     * are two years, and no calendar, leap day or time zone comes into a consensus rule.
     */
    public static final long MONTH_MILLIS = 2_629_746_000L;

    /** Everything from the start. */
    public static final Vesting AT_ONCE = new Vesting(0, 100, 0);

    /** The team's: everything after 24 months. */
    public static final Vesting AFTER_TWO_YEARS = new Vesting(24, 100, 0);

    /** The investors': half after 6 months, then a tenth a month. */
    public static final Vesting HALF_THEN_TENTHS = new Vesting(6, 50, 10);

    private static final BigInteger WHOLE = BigInteger.valueOf(100);

    public Vesting {
        if (firstMonth < 0 || firstPercent < 1 || firstPercent > 100 || monthlyPercent < 0) {
            throw new IllegalArgumentException("not a schedule of vesting");
        }
        if (firstPercent < 100 && monthlyPercent == 0) {
            throw new IllegalArgumentException("a schedule of vesting ends with the whole grant");
        }
    }

    /**
     * How many hundredths of a grant have vested.
     *
     * @param sinceMillis since genesis; a time before it counts as genesis
     */
    public int percent(long sinceMillis) {
        long months = Math.max(0, sinceMillis) / MONTH_MILLIS;
        if (months < firstMonth) {
            return 0;
        }
        return (int) Math.min(100, firstPercent + Math.min(100, months - firstMonth) * monthlyPercent);
    }

    /** How much of a grant has vested, rounded down to a unit; the whole of it at the end. */
    public Amount vested(Amount granted, long sinceMillis) {
        return new Amount(BigInteger.valueOf(granted.units())
                .multiply(BigInteger.valueOf(percent(sinceMillis)))
                .divide(WHOLE)
                .longValueExact());
    }

    /** When the next part vests, in milliseconds since genesis; empty when all has. */
    public OptionalLong nextMillis(long sinceMillis) {
        if (percent(sinceMillis) == 100) {
            return OptionalLong.empty();
        }
        long months = Math.max(0, sinceMillis) / MONTH_MILLIS;
        return OptionalLong.of(Math.max(firstMonth, months + 1) * MONTH_MILLIS);
    }
}

package one.imago.chain.allocation;

import java.util.Locale;
import one.imago.node.ledger.Amount;

/**
 * The shares of the 21 billion tokens, as the image.one white paper divides them. The community's share has no holder of
 * its own: it is the plain balances, the stakes of the first producers and the pool that is still to be mined.
 */
public enum Share {
    TEAM(1, 10, true),
    INVESTORS(2, 30, true),
    FOUNDATION(3, 15, false),
    COMMUNITY(4, 25, true),
    ECOSYSTEM(5, 20, false);

    /** All the tokens that there can ever be. */
    public static final Amount SUPPLY = Amount.ofTokens(21_000_000_000L);

    private final int number;
    private final int percent;
    private final boolean votes;

    Share(int number, int percent, boolean votes) {
        this.number = number;
        this.percent = percent;
        this.votes = votes;
    }

    /** In records; never changes. */
    public int number() {
        return number;
    }

    /** Hundredths of the supply. */
    public int percent() {
        return percent;
    }

    public Vesting vesting() {
        return switch (this) {
            case TEAM -> Vesting.AFTER_TWO_YEARS;
            case INVESTORS -> Vesting.HALF_THEN_TENTHS;
            case FOUNDATION, COMMUNITY, ECOSYSTEM -> Vesting.AT_ONCE;
        };
    }

    /** Whether its tokens, once vested, can be bonded as stake and vote. */
    public boolean votes() {
        return votes;
    }

    /** What all holders of this share have together. */
    public Amount total() {
        return new Amount(SUPPLY.units() / 100 * percent);
    }

    /**
     * @throws IllegalArgumentException when no share has this number
     */
    public static Share ofNumber(int number) {
        for (Share share : values()) {
            if (share.number == number) {
                return share;
            }
        }
        throw new IllegalArgumentException("there is no share " + number);
    }

    /** Reads a name as {@link #toString} gives it. */
    public static Share parse(String name) {
        for (Share share : values()) {
            if (share.toString().equals(name)) {
                return share;
            }
        }
        throw new IllegalArgumentException("expected team, investors, foundation or ecosystem");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package one.imago.chain.emission;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class EmissionPropertyTest {
    private static final long SEED = 525_000_000;
    private static final MathContext DIGITS = new MathContext(80, RoundingMode.HALF_EVEN);
    private static final BigDecimal LN_5 = ln5();

    /** The stated bound: computed = ⌊10^18 · true⌋. The witness takes another way: the series of the exponential. */
    @Test
    void isTheTrueValueRoundedDown() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            Amount mined = somewhere(random, i);
            BigDecimal truth = witness(mined).movePointRight(18);
            BigDecimal fraction = truth.remainder(BigDecimal.ONE);
            long rate = Emission.rate(mined);
            // 80 digits leave the true floor in no doubt, unless the value is a whole number.
            BigDecimal doubt = new BigDecimal("1e-50");
            if (fraction.compareTo(doubt) > 0
                    && BigDecimal.ONE.subtract(fraction).compareTo(doubt) > 0) {
                assertThat(rate).as("seed %d, mined %s", SEED, mined).isEqualTo(truth.longValue());
            } else {
                assertThat(rate)
                        .as("seed %d, mined %s", SEED, mined)
                        .isEqualTo(truth.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
            }
        }
    }

    @Test
    void neverRises() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            Amount mined = somewhere(random, i);
            long ahead = Math.min(
                    Emission.POOL.minus(mined).units(), i % 2 == 0 ? 1 : random.nextLong(1_000_000_000_000L) + 1);
            assertThat(Emission.rate(mined.plus(new Amount(ahead))))
                    .as("seed %d, from %s by %d units", SEED, mined, ahead)
                    .isLessThanOrEqualTo(Emission.rate(mined));
        }
    }

    @Test
    void noSequenceOfStepsMinesMoreThanThePool() {
        Random random = new Random(SEED);
        Amount mined = Amount.ZERO;
        for (int i = 0; i < 5_000; i++) {
            // Large jumps ahead, since a thousand tokens a step would take long; then a step as they are paid.
            Amount left = Emission.POOL.minus(mined);
            mined = mined.plus(new Amount(random.nextLong(left.units() / 1_000 + 1)));
            Amount earned = Emission.earned(mined, new Amount(random.nextLong(Emission.MAX_WORK.units() + 1)));
            mined = mined.plus(earned);
            assertThat(Emission.POOL.covers(mined))
                    .as("seed %d, step %d", SEED, i)
                    .isTrue();
        }
    }

    /** Where bounds of few digits leave the floor in doubt, more digits are taken: the same answer from any start. */
    @Test
    void theBoundsHoldTheTruthAtEveryPrecision() {
        Random random = new Random(SEED);
        for (int precision : new int[] {64, 96, 192, 384}) {
            PowersOfFifth powers = new PowersOfFifth(precision);
            BigDecimal one = new BigDecimal(BigInteger.ONE.shiftLeft(precision));
            for (int i = 0; i < 50; i++) {
                long denominator = random.nextLong(Emission.POOL.units()) + 1;
                long numerator = random.nextLong(denominator);
                PowersOfFifth.Bounds bounds = powers.bounds(numerator, denominator);
                BigDecimal truth = power(BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), DIGITS));
                BigDecimal slack = new BigDecimal("1e-70");
                assertThat(new BigDecimal(bounds.low()).divide(one, DIGITS)).isLessThanOrEqualTo(truth.add(slack));
                assertThat(new BigDecimal(bounds.high()).divide(one, DIGITS))
                        .isGreaterThanOrEqualTo(truth.subtract(slack));
                // 5^(−1/2^digits) leaves out less than two of the last digit, of which there are 2^32 to the unit.
                assertThat(bounds.high().subtract(bounds.low()).bitLength()).isLessThanOrEqualTo(34);
            }
        }
    }

    private static Amount somewhere(Random random, int i) {
        return switch (i % 4) {
            case 0 -> new Amount(random.nextLong(Emission.POOL.units() + 1));
            case 1 -> new Amount(random.nextLong(1_000_000));
            // Near the end, where the exponent runs away.
            case 2 -> Emission.POOL.minus(new Amount(random.nextLong(Emission.POOL.units() / 20)));
            // Quotients with small denominators, where the value is close to a power.
            default -> new Amount(Emission.POOL.units() / (2 + random.nextInt(30)) * (1 + random.nextInt(2)));
        };
    }

    /** 5^(−g / (T − g)). */
    private static BigDecimal witness(Amount mined) {
        BigDecimal left = BigDecimal.valueOf(Emission.POOL.minus(mined).units());
        if (left.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal exponent = BigDecimal.valueOf(mined.units()).divide(left, DIGITS);
        return exponent.compareTo(BigDecimal.valueOf(200)) > 0 ? BigDecimal.ZERO : power(exponent);
    }

    /** 5^(−x) as 1 / exp(x · ln 5), halved until the series is quick. */
    private static BigDecimal power(BigDecimal x) {
        int halvings = 20;
        BigDecimal small = x.multiply(LN_5, DIGITS).divide(BigDecimal.valueOf(1L << halvings), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i < 40; i++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return BigDecimal.ONE.divide(sum, DIGITS);
    }

    /** ln 5 = 2 · artanh(2/3). */
    private static BigDecimal ln5() {
        BigDecimal x = BigDecimal.valueOf(2).divide(BigDecimal.valueOf(3), DIGITS);
        BigDecimal square = x.multiply(x, DIGITS);
        BigDecimal power = x;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; i < 500; i += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(i), DIGITS), DIGITS);
            power = power.multiply(square, DIGITS);
        }
        return sum.multiply(BigDecimal.valueOf(2), DIGITS);
    }
}

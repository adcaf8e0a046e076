package one.imago.chain.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import one.imago.chain.emission.Emission;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final long MONTH = Vesting.MONTH_MILLIS;
    private static final Address HOLDER = Address.of(new byte[Address.LENGTH]);

    @Test
    void theSharesAreThoseOfTheWhitePaper() {
        assertThat(Share.TEAM.total()).isEqualTo(Amount.ofTokens(2_100_000_000L));
        assertThat(Share.INVESTORS.total()).isEqualTo(Amount.ofTokens(6_300_000_000L));
        assertThat(Share.FOUNDATION.total()).isEqualTo(Amount.ofTokens(3_150_000_000L));
        assertThat(Share.COMMUNITY.total()).isEqualTo(Amount.ofTokens(5_250_000_000L));
        assertThat(Share.ECOSYSTEM.total()).isEqualTo(Amount.ofTokens(4_200_000_000L));
        assertThat(Arrays.stream(Share.values()).mapToInt(Share::percent).sum()).isEqualTo(100);
        assertThat(Arrays.stream(Share.values()).map(Share::total).reduce(Amount.ZERO, Amount::plus))
                .isEqualTo(Share.SUPPLY)
                .isEqualTo(Amount.ofTokens(21_000_000_000L));
        assertThat(Allocation.COMMUNITY_AT_START.plus(Emission.POOL)).isEqualTo(Share.COMMUNITY.total());
        for (Share share : Share.values()) {
            assertThat(Share.ofNumber(share.number())).isEqualTo(share);
            assertThat(Share.parse(share.toString())).isEqualTo(share);
        }
    }

    @Test
    void aMonthIsATwelfthOfTheMeanGregorianYear() {
        assertThat(MONTH * 12).isEqualTo(365_2425L * 86_400_000 / 10_000);
    }

    @Test
    void investorsGetHalfAfterSixMonthsAndATenthEachMonthAfter() {
        Vesting investors = Share.INVESTORS.vesting();
        assertThat(investors.percent(Long.MIN_VALUE)).isZero();
        assertThat(investors.percent(6 * MONTH - 1)).isZero();
        assertThat(investors.percent(6 * MONTH)).isEqualTo(50);
        assertThat(investors.percent(7 * MONTH - 1)).isEqualTo(50);
        assertThat(investors.percent(7 * MONTH)).isEqualTo(60);
        assertThat(investors.percent(11 * MONTH - 1)).isEqualTo(90);
        assertThat(investors.percent(11 * MONTH)).isEqualTo(100);
        assertThat(investors.percent(Long.MAX_VALUE)).isEqualTo(100);
        assertThat(investors.nextMillis(-1)).hasValue(6 * MONTH);
        assertThat(investors.nextMillis(6 * MONTH)).hasValue(7 * MONTH);
        assertThat(investors.nextMillis(11 * MONTH)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void theTeamIsLockedForTwoYears() {
        Vesting team = Share.TEAM.vesting();
        assertThat(team.percent(24 * MONTH - 1)).isZero();
        assertThat(team.percent(24 * MONTH)).isEqualTo(100);
        assertThat(team.nextMillis(3 * MONTH)).hasValue(24 * MONTH);
        for (Share share : List.of(Share.FOUNDATION, Share.ECOSYSTEM, Share.COMMUNITY)) {
            assertThat(share.vesting().percent(0)).isEqualTo(100);
        }
    }

    @Test
    void whatVestsNeverFallsAndEndsWithTheWholeGrant() {
        long seed = 5;
        Random random = new Random(seed);
        for (Share share : Share.values()) {
            for (int i = 0; i < 50; i++) {
                Amount granted = new Amount(random.nextLong(Share.SUPPLY.units()) + 1);
                Amount before = Amount.ZERO;
                for (long time = 0; time <= 25 * MONTH; time += MONTH / 3) {
                    Amount vested = share.vesting().vested(granted, time);
                    assertThat(vested.covers(before)).as("seed %d", seed).isTrue();
                    before = vested;
                }
                assertThat(before).as("seed %d", seed).isEqualTo(granted);
            }
        }
    }

    @Test
    void oneUnitTooManyOrTooFewIsNoAllocation() {
        List<Grant> grants = whole();
        Allocation.check(grants, Allocation.COMMUNITY_AT_START);
        assertThatThrownBy(() -> Allocation.check(grants, Allocation.COMMUNITY_AT_START.plus(new Amount(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("community's share without the pool");
        grants.set(1, new Grant(Share.INVESTORS, HOLDER, Share.INVESTORS.total().minus(new Amount(1))));
        assertThatThrownBy(() -> Allocation.check(grants, Allocation.COMMUNITY_AT_START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the grants of the share investors are 6299999999.99999999 tokens together, not"
                        + " 6300000000");
    }

    private static List<Grant> whole() {
        List<Grant> grants = new ArrayList<>();
        for (Share share : Share.values()) {
            if (share != Share.COMMUNITY) {
                grants.add(new Grant(share, HOLDER, share.total()));
            }
        }
        return grants;
    }
}

package one.imago.chain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class PurseTest {
    private static Purse purse(long balance, long restricted) {
        return new Purse(new Amount(balance), new Amount(restricted));
    }

    @Test
    void restrictedTokensLeaveFirstAndNothingIsLost() {
        Purse purse = purse(10, 4);
        assertThat(purse.payment(new Amount(3))).isEqualTo(purse(3, 3));
        assertThat(purse.payment(new Amount(7))).isEqualTo(purse(7, 4));
        for (long amount = 0; amount <= 10; amount++) {
            Purse payment = purse.payment(new Amount(amount));
            assertThat(purse.minus(payment).plus(payment)).isEqualTo(purse);
        }
        assertThatThrownBy(() -> purse.payment(new Amount(11))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyVotableTokensBecomeStake() {
        Purse purse = purse(10, 4);
        assertThat(purse.votable()).isEqualTo(new Amount(6));
        assertThat(purse.stake(new Amount(6))).isEqualTo(purse(6, 0));
        assertThat(purse.minus(purse.stake(new Amount(6)))).isEqualTo(purse(4, 4));
        assertThatThrownBy(() -> purse.stake(new Amount(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may vote");
    }

    @Test
    void noMoreIsRestrictedThanThereIs() {
        assertThatThrownBy(() -> purse(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}

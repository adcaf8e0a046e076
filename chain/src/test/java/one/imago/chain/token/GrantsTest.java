package one.imago.chain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import one.imago.chain.allocation.Grant;
import one.imago.chain.allocation.Share;
import one.imago.chain.allocation.Vesting;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.state.MapState;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final long START = 1_790_000_000_000L;
    private static final long MONTH = Vesting.MONTH_MILLIS;

    private final PublicKey investor = key(1);
    private final PublicKey team = key(2);
    private final PublicKey foundation = key(3);
    private final PublicKey somebody = key(4);
    private final TokenModule token = new TokenModule();
    private final MapState state = new MapState(TokenModule.ID);

    private static PublicKey key(int number) {
        return PublicKey.of(Hash.sha256(new byte[] {(byte) number}).bytes());
    }

    @BeforeEach
    void genesis() {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(somebody.address(), Amount.ofTokens(10));
        balances.put(investor.address(), Amount.ofTokens(1));
        token.genesis(
                new GenesisAllocation(
                        balances,
                        new TreeMap<>(),
                        Map.of(),
                        List.of(
                                new Grant(Share.TEAM, team.address(), Amount.ofTokens(100)),
                                new Grant(Share.INVESTORS, investor.address(), Amount.ofTokens(200)),
                                new Grant(Share.FOUNDATION, foundation.address(), Amount.ofTokens(300))),
                        START),
                state);
    }

    @Test
    void aTransferOfUnvestedTokensIsRefusedAndSaysUntilWhen() {
        assertThatThrownBy(() -> transfer(investor, somebody, 2, 6 * MONTH - 1))
                .isInstanceOfSatisfying(
                        TransactionRejected.class, e -> assertThat(e.code()).isEqualTo("tokens-locked"))
                .hasMessage(investor.address() + " can spend 1 tokens, 2 are needed; 200 are locked, the next until"
                        + " 2027-03-23T05:07:56Z");
        assertThat(holdings(investor, 0))
                .isEqualTo(new Holdings(
                        Amount.ofTokens(1),
                        Amount.ofTokens(1),
                        Amount.ZERO,
                        Amount.ofTokens(200),
                        OptionalLong.of(START + 6 * MONTH),
                        0));
    }

    @Test
    void whatHasVestedIsSpentWithoutFurtherAdo() throws Exception {
        assertThat(holdings(investor, 6 * MONTH).releasable()).isEqualTo(Amount.ofTokens(100));
        transfer(investor, somebody, 101, 6 * MONTH);
        assertThat(holdings(investor, 6 * MONTH).balance()).isEqualTo(Amount.ZERO);
        assertThat(holdings(investor, 6 * MONTH).releasable()).isEqualTo(Amount.ZERO);
        assertThat(holdings(investor, 6 * MONTH).locked()).isEqualTo(Amount.ofTokens(100));
        assertThat(token.balance(state, somebody.address())).isEqualTo(Amount.ofTokens(111));
        assertRefused("tokens-locked", () -> transfer(investor, somebody, 1, 7 * MONTH - 1));
        transfer(investor, somebody, 20, 7 * MONTH);
        transfer(investor, somebody, 80, 11 * MONTH);
        assertRefused("insufficient-funds", () -> transfer(investor, somebody, 1, 30 * MONTH));
        assertThat(Accounts.grants(state, investor.address())).isEmpty();
    }

    @Test
    void anybodyMayReleaseWhatHasVestedForAHolderWhoCannotPayTheFee() throws Exception {
        assertRefused("nothing-vested", () -> release(team, 24 * MONTH - 1));
        assertRefused("nothing-vested", () -> release(somebody, 24 * MONTH));
        assertThatThrownBy(() -> token.charge(state, team.address(), Amount.ofTokens(1), somebody.address()))
                .isInstanceOf(TransactionRejected.class)
                .hasMessageContaining("must be released first");
        release(team, 24 * MONTH);
        token.charge(state, team.address(), Amount.ofTokens(1), somebody.address());
        assertThat(token.balance(state, team.address())).isEqualTo(Amount.ofTokens(99));
        assertRefused("nothing-vested", () -> release(team, 24 * MONTH));
    }

    @Test
    void theFoundationsTokensPayAndNeverVoteWhoeverHoldsThem() throws Exception {
        assertThat(holdings(foundation, 0).balance()).isEqualTo(Amount.ofTokens(300));
        assertThat(holdings(foundation, 0).votable()).isEqualTo(Amount.ZERO);
        transfer(foundation, somebody, 50, 0);
        assertThat(holdings(somebody, 0).balance()).isEqualTo(Amount.ofTokens(60));
        assertThat(holdings(somebody, 0).votable()).isEqualTo(Amount.ofTokens(10));
        // What cannot vote leaves first, fees too.
        token.charge(state, somebody.address(), Amount.ofTokens(20), team.address());
        transfer(somebody, team, 35, 0);
        assertThat(holdings(somebody, 0).votable()).isEqualTo(Amount.ofTokens(5));
        assertThat(holdings(team, 0).balance()).isEqualTo(Amount.ofTokens(55));
        assertThat(holdings(team, 0).votable()).isEqualTo(Amount.ofTokens(5));
    }

    @Test
    void investorsTokensVoteOnceTheyAreReleased() throws Exception {
        release(investor, 6 * MONTH);
        assertThat(holdings(investor, 6 * MONTH).votable()).isEqualTo(Amount.ofTokens(101));
    }

    @Test
    void timeBeforeGenesisOrBackwardsTakesNothingBack() throws Exception {
        release(investor, 8 * MONTH);
        assertThat(holdings(investor, 6 * MONTH).locked()).isEqualTo(Amount.ofTokens(60));
        assertRefused("nothing-vested", () -> release(investor, 0));
        assertRefused("tokens-locked", () -> transfer(investor, somebody, 142, -START));
    }

    @Test
    void aNetworkWithGrantsHasAPool() {
        assertThat(TokenModule.mined(state)).contains(Amount.ZERO);
        MapState other = new MapState(TokenModule.ID);
        token.genesis(new GenesisAllocation(new TreeMap<>(), new TreeMap<>(), Map.of()), other);
        assertThat(TokenModule.mined(other)).isEmpty();
        assertThat(other.size()).isZero();
    }

    @Test
    void aReleaseNamesAnAddress() {
        assertRefused(
                "invalid-record", () -> apply(new TransactionBody(TokenBodies.RELEASE, new byte[0]), somebody, 0));
        assertRefused(
                "non-canonical", () -> apply(new TransactionBody(TokenBodies.RELEASE, new byte[] {9}), somebody, 0));
    }

    private Holdings holdings(PublicKey holder, long sinceMillis) {
        return Holdings.of(state, holder.address(), START + sinceMillis);
    }

    private void transfer(PublicKey from, PublicKey to, long tokens, long sinceMillis) throws TransactionRejected {
        apply(TokenBodies.transfer(to.address(), Amount.ofTokens(tokens)), from, sinceMillis);
    }

    private void release(PublicKey holder, long sinceMillis) throws TransactionRejected {
        apply(TokenBodies.release(holder.address()), somebody, sinceMillis);
    }

    private void apply(TransactionBody body, PublicKey from, long sinceMillis) throws TransactionRejected {
        token.apply(
                new AppliedTransaction(
                        Hash.ZERO,
                        body.kind(),
                        from.address(),
                        from,
                        body.bytes(),
                        Hash.ZERO,
                        1,
                        0,
                        START + sinceMillis),
                state);
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TransactionRejected.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

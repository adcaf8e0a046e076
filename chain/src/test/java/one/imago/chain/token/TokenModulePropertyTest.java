package one.imago.chain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.junit.jupiter.api.Test;

class TokenModulePropertyTest {
    @Test
    void neitherTheSupplyNorWhatMayNotVoteEverChanges() throws Exception {
        for (long seed = 1; seed <= 10; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) throws Exception {
        Random random = new Random(seed);
        List<PublicKey> keys = new ArrayList<>();
        TreeMap<Address, Amount> balances = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            keys.add(PublicKey.of(key));
            if (i < 4) {
                balances.put(keys.get(i).address(), new Amount(random.nextLong(Long.MAX_VALUE / 8)));
            }
        }
        List<Grant> grants = List.of(
                new Grant(Share.TEAM, keys.get(0).address(), new Amount(random.nextLong(1_000_000_000_000L) + 1)),
                new Grant(Share.INVESTORS, keys.get(5).address(), new Amount(random.nextLong(1_000_000_000_000L) + 1)),
                new Grant(Share.FOUNDATION, keys.get(5).address(), new Amount(random.nextLong(1_000_000_000_000L) + 1)),
                new Grant(Share.ECOSYSTEM, keys.get(6).address(), new Amount(random.nextLong(1_000_000_000_000L) + 1)));
        long granted =
                grants.stream().mapToLong(grant -> grant.amount().units()).sum();
        long supply = balances.values().stream().mapToLong(Amount::units).sum() + granted;
        TokenModule token = new TokenModule();
        MapState state = new MapState(TokenModule.ID);
        token.genesis(new GenesisAllocation(balances, new TreeMap<>(), Map.of(), grants, 0), state);
        long restricted = grants.get(2).amount().plus(grants.get(3).amount()).units();
        List<Address> accounts = keys.stream().map(PublicKey::address).toList();
        Map<Address, Long> nonces = new HashMap<>();
        for (int step = 0; step < 300; step++) {
            long now = step * 25L * Vesting.MONTH_MILLIS / 300;
            PublicKey from = keys.get(random.nextInt(keys.size()));
            Address to = keys.get(random.nextInt(keys.size())).address();
            Amount amount = new Amount(random.nextLong(random.nextBoolean() ? Long.MAX_VALUE : 1_000_000_000L) + 1);
            try {
                if (random.nextInt(10) == 0) {
                    token.apply(applied(from, TokenBodies.release(to), now), state);
                } else if (random.nextBoolean()) {
                    token.apply(applied(from, TokenBodies.transfer(to, amount), now), state);
                } else {
                    token.charge(state, from.address(), amount, to);
                    nonces.merge(from.address(), 1L, Long::sum);
                }
            } catch (TransactionRejected e) {
                assertThat(e.code())
                        .as("seed %d, step %d", seed, step)
                        .isIn("insufficient-funds", "tokens-locked", "nothing-vested");
                assertThat(e.code().equals("nothing-vested")
                                || !token.balance(state, from.address()).covers(amount))
                        .isTrue();
            }
            Amount all = Amount.ZERO;
            Amount mute = Amount.ZERO;
            for (Address account : accounts) {
                Holdings has = Holdings.of(state, account, now);
                all = all.plus(has.balance()).plus(has.releasable()).plus(has.locked());
                mute = mute.plus(has.balance()).minus(has.votable());
            }
            if (all.units() != supply || mute.units() != restricted) {
                fail("seed %d, step %d: %s tokens, of which %s may not vote", seed, step, all, mute);
            }
        }
        for (PublicKey key : keys) {
            assertThat(token.nonce(state, key.address()))
                    .as("seed %d", seed)
                    .isEqualTo(nonces.getOrDefault(key.address(), 0L));
        }
    }

    static AppliedTransaction transfer(PublicKey from, Address to, Amount amount) {
        return applied(from, TokenBodies.transfer(to, amount), 1_000);
    }

    private static AppliedTransaction applied(PublicKey from, TransactionBody body, long nowMillis) {
        return new AppliedTransaction(
                Hash.sha256(body.bytes()), body.kind(), from.address(), from, body.bytes(), Hash.ZERO, 1, 0, nowMillis);
    }
}

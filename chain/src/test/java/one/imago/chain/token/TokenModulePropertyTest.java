package one.imago.chain.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import one.imago.chain.proto.AccountRecord;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.state.MapState;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class TokenModulePropertyTest {
    @Test
    void theSupplyNeverChangesAndNoBalanceGoesBelowZero() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
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
                balances.put(keys.get(i).address(), new Amount(random.nextLong(Long.MAX_VALUE / 4)));
            }
        }
        long supply = balances.values().stream().mapToLong(Amount::units).sum();
        TokenModule token = new TokenModule();
        MapState state = new MapState(TokenModule.ID);
        token.genesis(new GenesisAllocation(balances, new TreeMap<>(), Map.of()), state);
        Map<Address, Long> nonces = new HashMap<>();
        for (int step = 0; step < 500; step++) {
            PublicKey from = keys.get(random.nextInt(keys.size()));
            Address to = keys.get(random.nextInt(keys.size())).address();
            Amount amount = new Amount(random.nextLong(random.nextBoolean() ? Long.MAX_VALUE : 1_000_000_000L) + 1);
            try {
                if (random.nextBoolean()) {
                    token.apply(transfer(from, to, amount), state);
                } else {
                    token.charge(state, from.address(), amount, to);
                    nonces.merge(from.address(), 1L, Long::sum);
                }
            } catch (TransactionRejected e) {
                assertThat(e.code()).as("seed %d, step %d", seed, step).isEqualTo("insufficient-funds");
                assertThat(token.balance(state, from.address()).covers(amount)).isFalse();
            }
            assertThat(supply(state)).as("seed %d, step %d", seed, step).isEqualTo(supply);
        }
        for (PublicKey key : keys) {
            assertThat(token.nonce(state, key.address()))
                    .as("seed %d", seed)
                    .isEqualTo(nonces.getOrDefault(key.address(), 0L));
        }
    }

    private static long supply(MapState state) throws Exception {
        List<byte[]> values = new ArrayList<>();
        state.forEach((key, value) -> values.add(value));
        long sum = 0;
        for (byte[] value : values) {
            long balance = AccountRecord.parseFrom(value).getBalance();
            assertThat(balance).isNotNegative();
            sum = Math.addExact(sum, balance);
        }
        return sum;
    }

    static AppliedTransaction transfer(PublicKey from, Address to, Amount amount) {
        var body = TokenBodies.transfer(to, amount);
        return new AppliedTransaction(
                Hash.sha256(body.bytes()), body.kind(), from.address(), from, body.bytes(), Hash.ZERO, 1, 0, 1_000);
    }
}

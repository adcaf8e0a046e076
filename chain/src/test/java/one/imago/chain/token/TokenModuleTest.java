package one.imago.chain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.state.MapState;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenModuleTest {
    private final PublicKey alice = PublicKey.of(Hash.sha256(new byte[] {1}).bytes());
    private final Address bob =
            PublicKey.of(Hash.sha256(new byte[] {2}).bytes()).address();
    private final TokenModule token = new TokenModule();
    private final MapState state = new MapState(TokenModule.ID);

    @BeforeEach
    void genesis() {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(alice.address(), Amount.ofTokens(10));
        token.genesis(new GenesisAllocation(balances, new TreeMap<>(), Map.of()), state);
    }

    @Test
    void movesTokens() throws Exception {
        token.apply(TokenModulePropertyTest.transfer(alice, bob, Amount.parse("2.5")), state);
        assertThat(token.balance(state, alice.address())).isEqualTo(Amount.parse("7.5"));
        assertThat(token.balance(state, bob)).isEqualTo(Amount.parse("2.5"));
        assertThat(token.nonce(state, alice.address())).isZero();
    }

    @Test
    void aTransferToOneselfChangesNothing() throws Exception {
        token.apply(TokenModulePropertyTest.transfer(alice, alice.address(), Amount.ofTokens(10)), state);
        assertThat(token.balance(state, alice.address())).isEqualTo(Amount.ofTokens(10));
    }

    @Test
    void refusesWhatTheSenderDoesNotHave() {
        assertRejected(
                "insufficient-funds",
                TokenBodies.transfer(bob, new Amount(1_000_000_001)).bytes());
        assertRejected(
                "insufficient-funds",
                TokenBodies.transfer(bob, new Amount(Long.MAX_VALUE)).bytes());
    }

    @Test
    void refusesZeroAmountsBeyondSignedAndMalformedBodies() {
        assertRejected("invalid-record", TokenBodies.transfer(bob, Amount.ZERO).bytes());
        assertRejected(
                "invalid-record", Hex.decodeUpTo("0a14" + Hex.encode(bob.bytes()) + "10ffffffffffffffffff01", 99));
        assertRejected("invalid-record", new byte[0]);
        assertRejected("non-canonical", Hex.decodeUpTo("0a14" + Hex.encode(bob.bytes()) + "108100", 99));
        assertRejected("non-canonical", Hex.decodeUpTo("0a14" + Hex.encode(bob.bytes()) + "10011801", 99));
        assertRejected("non-canonical", Hex.decodeUpTo("10010a14" + Hex.encode(bob.bytes()), 99));
        assertRejected("non-canonical", new byte[] {(byte) 0xff});
    }

    @Test
    void aFeeGoesToTheProducerAndRaisesTheNonce() throws Exception {
        token.charge(state, alice.address(), Amount.ofTokens(1), bob);
        token.charge(state, alice.address(), Amount.ofTokens(1), alice.address());
        assertThat(token.balance(state, alice.address())).isEqualTo(Amount.ofTokens(9));
        assertThat(token.balance(state, bob)).isEqualTo(Amount.ofTokens(1));
        assertThat(token.nonce(state, alice.address())).isEqualTo(2);
        assertThatThrownBy(() -> token.charge(state, alice.address(), Amount.ofTokens(10), bob))
                .isInstanceOf(TransactionRejected.class);
        assertThat(token.nonce(state, alice.address())).isEqualTo(2);
    }

    private void assertRejected(String code, byte[] body) {
        AppliedTransaction transaction = new AppliedTransaction(
                Hash.ZERO, TokenBodies.TRANSFER, alice.address(), alice, body, Hash.ZERO, 1, 0, 1);
        assertThatThrownBy(() -> token.apply(transaction, state))
                .isInstanceOfSatisfying(
                        TransactionRejected.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

package one.imago.chain.token;

import java.nio.ByteBuffer;
import java.util.List;
import one.imago.chain.proto.AccountRecord;
import one.imago.chain.proto.TokenTransfer;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.FeeLedger;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.state.StateModule;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/**
 * Accounts under {@code 'a' ‖ address}. The sum of all balances is what genesis handed out: fees move from senders to
 * producers, transfers from senders to receivers, and nothing is made or burnt. Genesis bounds that sum to 2^63 − 1
 * units, so no balance can overflow.
 */
public final class TokenModule implements StateModule, FeeLedger {
    public static final String ID = "token";
    private static final byte ACCOUNT = 'a';
    private static final int SCHEMA = 1;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<TransactionKind> kinds() {
        return List.of(TokenBodies.TRANSFER);
    }

    @Override
    public void genesis(GenesisAllocation genesis, StateWriter state) {
        genesis.balances().forEach((address, amount) -> write(state, address, amount, 0));
    }

    @Override
    public void apply(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        if (!transaction.kind().equals(TokenBodies.TRANSFER)) {
            throw new TransactionRejected("unknown-kind", "the token module has no kind " + transaction.kind());
        }
        TokenTransfer body;
        try {
            body = CanonicalMessage.parse(TokenTransfer.parser(), transaction.body());
        } catch (NonCanonicalException e) {
            throw new TransactionRejected("non-canonical", "token/transfer: " + e.getMessage());
        }
        if (body.getTo().size() != Address.LENGTH || body.getAmount() <= 0) {
            throw new TransactionRejected("invalid-record", "a transfer names an address and an amount above zero");
        }
        move(
                state,
                transaction.sender(),
                Address.of(body.getTo().toByteArray()),
                new Amount(body.getAmount()),
                nonce(state, transaction.sender()));
    }

    @Override
    public String module() {
        return ID;
    }

    @Override
    public long nonce(StateReader state, Address account) {
        return read(state, account).getNonce();
    }

    @Override
    public Amount balance(StateReader state, Address account) {
        return new Amount(read(state, account).getBalance());
    }

    @Override
    public void charge(StateWriter state, Address sender, Amount fee, Address producer) throws TransactionRejected {
        move(state, sender, producer, fee, nonce(state, sender) + 1);
    }

    /** Moves tokens and sets the sender's nonce, or changes nothing. Both may be the same account. */
    private void move(StateWriter state, Address from, Address to, Amount amount, long fromNonce)
            throws TransactionRejected {
        Amount have = balance(state, from);
        if (!have.covers(amount)) {
            throw new TransactionRejected(
                    "insufficient-funds", from + " has " + have + " tokens, " + amount + " are needed");
        }
        write(state, from, have.minus(amount), fromNonce);
        write(state, to, balance(state, to).plus(amount), nonce(state, to));
    }

    private static AccountRecord read(StateReader state, Address account) {
        byte[] value = state.get(key(account));
        if (value == null) {
            return AccountRecord.getDefaultInstance();
        }
        try {
            return AccountRecord.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException("an account in the state is damaged", e);
        }
    }

    private static void write(StateWriter state, Address account, Amount balance, long nonce) {
        state.put(
                key(account),
                AccountRecord.newBuilder()
                        .setSchema(SCHEMA)
                        .setBalance(balance.units())
                        .setNonce(nonce)
                        .build()
                        .toByteArray());
    }

    private static byte[] key(Address account) {
        return ByteBuffer.allocate(1 + Address.LENGTH)
                .put(ACCOUNT)
                .put(account.bytes())
                .array();
    }
}

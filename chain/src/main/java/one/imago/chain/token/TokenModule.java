package one.imago.chain.token;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import one.imago.chain.allocation.Grant;
import one.imago.chain.proto.TokenRelease;
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
 * Accounts, grants that vest, and the pool that is mined. The sum of all of it is what genesis handed out: fees move from
 * senders to producers, transfers from senders to receivers, and nothing is made or burnt. Genesis bounds that sum to
 * 2^63 − 1 units, so no balance can overflow.
 */
public final class TokenModule implements StateModule, FeeLedger {
    public static final String ID = "token";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<TransactionKind> kinds() {
        return List.of(TokenBodies.TRANSFER, TokenBodies.RELEASE);
    }

    @Override
    public void genesis(GenesisAllocation genesis, StateWriter state) {
        genesis.balances()
                .forEach((address, amount) -> Accounts.write(state, address, new Purse(amount, Amount.ZERO), 0));
        SortedMap<Address, List<Grant>> byHolder = genesis.grants().stream()
                .collect(Collectors.groupingBy(Grant::holder, TreeMap::new, Collectors.toList()));
        byHolder.forEach((holder, grants) -> Grants.genesis(state, holder, grants, genesis.timestampMillis()));
        if (!byHolder.isEmpty()) {
            Accounts.writeMined(state, Amount.ZERO);
        }
    }

    @Override
    public void apply(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        if (transaction.kind().equals(TokenBodies.TRANSFER)) {
            transfer(transaction, read(TokenTransfer.parser(), transaction), state);
        } else if (transaction.kind().equals(TokenBodies.RELEASE)) {
            TokenRelease body = read(TokenRelease.parser(), transaction);
            release(address(body.getHolder(), "a release names an address"), transaction.timestampMillis(), state);
        } else {
            throw new TransactionRejected("unknown-kind", "the token module has no kind " + transaction.kind());
        }
    }

    private static void transfer(AppliedTransaction transaction, TokenTransfer body, StateWriter state)
            throws TransactionRejected {
        String rule = "a transfer names an address and an amount above zero";
        Address to = address(body.getTo(), rule);
        if (body.getAmount() <= 0) {
            throw new TransactionRejected("invalid-record", rule);
        }
        Address from = transaction.sender();
        Amount amount = new Amount(body.getAmount());
        if (!Accounts.purse(state, from).balance().covers(amount)) {
            Grants.release(state, from, transaction.timestampMillis());
            requireUnlocked(state, from, amount, transaction.timestampMillis());
        }
        move(state, from, to, amount, Accounts.nonce(state, from));
    }

    private static void release(Address holder, long nowMillis, StateWriter state) throws TransactionRejected {
        if (Grants.release(state, holder, nowMillis).equals(Amount.ZERO)) {
            throw new TransactionRejected(
                    "nothing-vested",
                    "nothing of " + holder + " has vested since the last release; "
                            + Grants.waiting(state, holder, nowMillis).explanation());
        }
    }

    private static void requireUnlocked(StateReader state, Address from, Amount amount, long nowMillis)
            throws TransactionRejected {
        Amount have = Accounts.purse(state, from).balance();
        Grants.Waiting waiting = Grants.waiting(state, from, nowMillis);
        if (!have.covers(amount) && waiting.locked().units() > 0) {
            throw new TransactionRejected(
                    "tokens-locked",
                    from + " can spend " + have + " tokens, " + amount + " are needed; " + waiting.explanation());
        }
    }

    @Override
    public String module() {
        return ID;
    }

    @Override
    public long nonce(StateReader state, Address account) {
        return Accounts.nonce(state, account);
    }

    /** What can be spent now: nothing of a grant before it is released. */
    @Override
    public Amount balance(StateReader state, Address account) {
        return Accounts.purse(state, account).balance();
    }

    @Override
    public void charge(StateWriter state, Address sender, Amount fee, Address producer) throws TransactionRejected {
        move(state, sender, producer, fee, nonce(state, sender) + 1);
    }

    /** How much of the pool has been mined; empty in a network without one. */
    public static Optional<Amount> mined(StateReader state) {
        return Accounts.mined(state);
    }

    /** Moves tokens and sets the sender's nonce, or changes nothing. Both may be the same account. */
    private static void move(StateWriter state, Address from, Address to, Amount amount, long fromNonce)
            throws TransactionRejected {
        Purse have = Accounts.purse(state, from);
        if (!have.balance().covers(amount)) {
            throw new TransactionRejected(
                    "insufficient-funds",
                    from + " has " + have.balance() + " tokens, " + amount + " are needed"
                            + (Accounts.grants(state, from).isPresent()
                                    ? "; what has vested of its grants must be released first"
                                    : ""));
        }
        Purse payment = have.payment(amount);
        Accounts.write(state, from, have.minus(payment), fromNonce);
        Accounts.write(state, to, Accounts.purse(state, to).plus(payment), Accounts.nonce(state, to));
    }

    private static <M extends Message> M read(Parser<M> parser, AppliedTransaction transaction)
            throws TransactionRejected {
        try {
            return CanonicalMessage.parse(parser, transaction.body());
        } catch (NonCanonicalException e) {
            throw new TransactionRejected(
                    "non-canonical", ID + "/" + transaction.kind().kind() + ": " + e.getMessage());
        }
    }

    private static Address address(ByteString bytes, String rule) throws TransactionRejected {
        if (bytes.size() != Address.LENGTH) {
            throw new TransactionRejected("invalid-record", rule);
        }
        return Address.of(bytes.toByteArray());
    }
}

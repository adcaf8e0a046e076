package one.imago.chain.token;

import java.util.OptionalLong;
import one.imago.chain.state.StateReader;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/**
 * All that an account has, at one time.
 *
 * @param balance can be spent
 * @param votable of the balance; the rest is restricted
 * @param releasable granted, vested, and not in the balance before it is released
 * @param locked granted and not vested
 * @param nextMillis when more vests, milliseconds since 1970; empty when nothing is locked
 * @param nonce of its next transaction
 */
public record Holdings(
        Amount balance, Amount votable, Amount releasable, Amount locked, OptionalLong nextMillis, long nonce) {
    /**
     * Reads them.
     *
     * @param token subtree of the module {@code token}
     * @param nowMillis time of the block that the state is of
     */
    public static Holdings of(StateReader token, Address account, long nowMillis) {
        Purse purse = Accounts.purse(token, account);
        Grants.Waiting waiting = Grants.waiting(token, account, nowMillis);
        return new Holdings(
                purse.balance(),
                purse.votable(),
                waiting.releasable(),
                waiting.locked(),
                waiting.nextMillis(),
                Accounts.nonce(token, account));
    }
}

package one.imago.chain.token;

import one.imago.node.ledger.Amount;

/**
 * Tokens of one account, some of which may be restricted: they came from a share that must never vote (the foundation's
 * and the ecosystem's), and stay so whoever holds them. Otherwise they pay like any other. Restricted tokens leave first,
 * so that a holder's votes last as long as they can. Immutable; nothing is made or lost by any of this.
 *
 * <p>Marking tokens, not accounts, is what makes the rule hold: an account that must not vote could pay another that may.
 *
 * @param balance all of them
 * @param restricted how many of them must not be bonded; never more than all
 */
public record Purse(Amount balance, Amount restricted) {
    public static final Purse EMPTY = new Purse(Amount.ZERO, Amount.ZERO);

    public Purse {
        if (!balance.covers(restricted)) {
            throw new IllegalArgumentException("more tokens are restricted than there are");
        }
    }

    /** What may be bonded as stake and vote. */
    public Amount votable() {
        return balance.minus(restricted);
    }

    public Purse plus(Purse other) {
        return new Purse(balance.plus(other.balance), restricted.plus(other.restricted));
    }

    /**
     * What a payment of {@code amount} consists of.
     *
     * @throws IllegalArgumentException when there are not so many
     */
    public Purse payment(Amount amount) {
        if (!balance.covers(amount)) {
            throw new IllegalArgumentException("there are only " + balance + " tokens");
        }
        return new Purse(amount, amount.covers(restricted) ? restricted : amount);
    }

    /**
     * What a stake of {@code amount} consists of: none of it restricted.
     *
     * @throws IllegalArgumentException when so many cannot vote
     */
    public Purse stake(Amount amount) {
        if (!votable().covers(amount)) {
            throw new IllegalArgumentException("only " + votable() + " tokens may vote");
        }
        return new Purse(amount, Amount.ZERO);
    }

    /** What is left without a payment or stake that came from here. */
    public Purse minus(Purse taken) {
        return new Purse(balance.minus(taken.balance), restricted.minus(taken.restricted));
    }
}

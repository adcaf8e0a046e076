package one.imago.chain.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import one.imago.chain.allocation.Grant;
import one.imago.chain.allocation.Share;
import one.imago.chain.proto.GrantPart;
import one.imago.chain.proto.GrantRecord;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/**
 * Tokens that genesis granted and that are not in their holder's balance yet. They stand apart from balances, so that
 * fees, transfers and stakes cannot touch them and need no clock; they move over when they have vested and somebody asks.
 */
final class Grants {
    private Grants() {}

    /** Writes one holder's grants; what vests at once is in the balance from the start. */
    static void genesis(StateWriter state, Address holder, List<Grant> grants, long startMillis) {
        GrantRecord.Builder record =
                GrantRecord.newBuilder().setSchema(Accounts.SCHEMA).setStartMillis(startMillis);
        for (Grant grant : grants) {
            record.addParts(GrantPart.newBuilder()
                    .setShare(grant.share().number())
                    .setAmount(grant.amount().units()));
        }
        Accounts.write(state, holder, record.build());
        release(state, holder, startMillis);
    }

    /** Moves what has vested and is not released into the holder's balance; returns how much that was. */
    static Amount release(StateWriter state, Address holder, long nowMillis) {
        Optional<GrantRecord> record = Accounts.grants(state, holder);
        if (record.isEmpty()) {
            return Amount.ZERO;
        }
        GrantRecord.Builder left = GrantRecord.newBuilder(record.get()).clearParts();
        Purse released = Purse.EMPTY;
        for (GrantPart part : record.get().getPartsList()) {
            Share share = Share.ofNumber(part.getShare());
            Amount vested = vested(record.get(), part, nowMillis);
            Amount more = vested.minus(new Amount(part.getReleased()));
            released = released.plus(new Purse(more, share.votes() ? Amount.ZERO : more));
            if (vested.units() < part.getAmount()) {
                left.addParts(part.toBuilder().setReleased(vested.units()));
            }
        }
        if (released.balance().units() > 0) {
            Accounts.write(state, holder, Accounts.purse(state, holder).plus(released), Accounts.nonce(state, holder));
            Accounts.write(state, holder, left.build());
        }
        return released.balance();
    }

    /** What of a holder's grants waits, at one time. */
    static Waiting waiting(StateReader state, Address holder, long nowMillis) {
        Amount releasable = Amount.ZERO;
        Amount locked = Amount.ZERO;
        OptionalLong next = OptionalLong.empty();
        Optional<GrantRecord> record = Accounts.grants(state, holder);
        if (record.isPresent()) {
            for (GrantPart part : record.get().getPartsList()) {
                Amount vested = vested(record.get(), part, nowMillis);
                releasable = releasable.plus(vested.minus(new Amount(part.getReleased())));
                locked = locked.plus(new Amount(part.getAmount()).minus(vested));
                long start = record.get().getStartMillis();
                OptionalLong step = Share.ofNumber(part.getShare()).vesting().nextMillis(nowMillis - start);
                if (step.isPresent()) {
                    long at = start + step.getAsLong();
                    next = OptionalLong.of(next.isPresent() ? Math.min(next.getAsLong(), at) : at);
                }
            }
        }
        return new Waiting(releasable, locked, next);
    }

    /**
     * Granted tokens that are in no balance.
     *
     * @param releasable have vested
     * @param locked have not
     * @param nextMillis when more of them vest, milliseconds since 1970
     */
    record Waiting(Amount releasable, Amount locked, OptionalLong nextMillis) {
        /** For a person: how many are locked and until when the next are. */
        String explanation() {
            return nextMillis.isEmpty()
                    ? locked + " are locked"
                    : locked + " are locked, the next until " + Instant.ofEpochMilli(nextMillis.getAsLong());
        }
    }

    /** Never less than was released: time does not run backwards on a chain, and this does not depend on it. */
    private static Amount vested(GrantRecord record, GrantPart part, long nowMillis) {
        Amount vested = Share.ofNumber(part.getShare())
                .vesting()
                .vested(new Amount(part.getAmount()), nowMillis - record.getStartMillis());
        return new Amount(Math.max(vested.units(), part.getReleased()));
    }
}

package one.imago.passport.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.passport.Passport;

/** A ledger with nothing but passports: applies one transaction after the other, and undoes what a rejected one wrote. */
public final class Ledger {
    public static final Hash CHAIN = Hash.sha256(new byte[] {1});

    private final PassportStateModule module = new PassportStateModule();
    private final MapState state = new MapState();
    private long height;

    /** A key of the test, by number. */
    public static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_LENGTH];
        Arrays.fill(seed, (byte) 0x42);
        ByteBuffer.wrap(seed).putInt(number);
        return SigningKey.ofSeed(seed);
    }

    /** Applies and answers the transaction's id. */
    public Hash apply(SigningKey sender, TransactionBody body) throws TransactionRejected {
        height++;
        Hash id = body.from(sender.address(), CHAIN, height, new Amount(200_000), height + 10)
                .encode()
                .txId();
        module.apply(
                new AppliedTransaction(
                        id,
                        body.kind(),
                        sender.address(),
                        sender.publicKey(),
                        body.bytes(),
                        CHAIN,
                        height,
                        0,
                        1_000 * height),
                state);
        return id;
    }

    public MapState state() {
        return state;
    }

    public Optional<Passport> passport(Hash id) {
        return PassportStore.find(state, id);
    }

    public Optional<Hash> idOf(PublicKey key) {
        return PassportStore.idOf(state, key);
    }
}

package one.imago.chain.token;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import java.util.Optional;
import one.imago.chain.proto.AccountRecord;
import one.imago.chain.proto.EmissionRecord;
import one.imago.chain.proto.GrantRecord;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/** The token module's records in the state, by key. docs/protocol/records.md. */
final class Accounts {
    static final int SCHEMA = 1;
    private static final byte ACCOUNT = 'a';
    private static final byte GRANTS = 'g';
    private static final byte[] EMISSION = {'e'};

    private Accounts() {}

    static Purse purse(StateReader state, Address account) {
        AccountRecord record = account(state, account);
        return new Purse(new Amount(record.getBalance()), new Amount(record.getRestricted()));
    }

    static long nonce(StateReader state, Address account) {
        return account(state, account).getNonce();
    }

    private static AccountRecord account(StateReader state, Address account) {
        return read(state, key(ACCOUNT, account), AccountRecord.parser()).orElse(AccountRecord.getDefaultInstance());
    }

    static void write(StateWriter state, Address account, Purse purse, long nonce) {
        state.put(
                key(ACCOUNT, account),
                AccountRecord.newBuilder()
                        .setSchema(SCHEMA)
                        .setBalance(purse.balance().units())
                        .setNonce(nonce)
                        .setRestricted(purse.restricted().units())
                        .build()
                        .toByteArray());
    }

    static Optional<GrantRecord> grants(StateReader state, Address holder) {
        return read(state, key(GRANTS, holder), GrantRecord.parser());
    }

    static void write(StateWriter state, Address holder, GrantRecord grants) {
        if (grants.getPartsCount() == 0) {
            state.delete(key(GRANTS, holder));
        } else {
            state.put(key(GRANTS, holder), grants.toByteArray());
        }
    }

    /** How much of the pool has been mined; empty in a network without a pool. */
    static Optional<Amount> mined(StateReader state) {
        return read(state, EMISSION, EmissionRecord.parser()).map(record -> new Amount(record.getGenerated()));
    }

    static void writeMined(StateWriter state, Amount mined) {
        state.put(
                EMISSION,
                EmissionRecord.newBuilder()
                        .setSchema(SCHEMA)
                        .setGenerated(mined.units())
                        .build()
                        .toByteArray());
    }

    private static <M extends Message> Optional<M> read(StateReader state, byte[] key, Parser<M> parser) {
        byte[] value = state.get(key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a record of the token module in the state is damaged", e);
        }
    }

    private static byte[] key(byte kind, Address account) {
        return ByteBuffer.allocate(1 + Address.LENGTH)
                .put(kind)
                .put(account.bytes())
                .array();
    }
}

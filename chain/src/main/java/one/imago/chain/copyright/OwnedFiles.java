package one.imago.chain.copyright;

import one.imago.chain.proto.OwnedRecord;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;

/**
 * Which works an account owns, and how many of them name a file (as original or marked), which keeps one owner from
 * registering one file twice. A count and not a flag, because a transfer can bring a second claim on the same file.
 */
final class OwnedFiles {
    private static final int SCHEMA = 1;

    private OwnedFiles() {}

    static long count(StateReader state, Address owner, Hash sha256) {
        return read(state, StateKeys.ownedFile(owner, sha256));
    }

    /** How many works an account owns. */
    static long count(StateReader state, Address owner) {
        return read(state, StateKeys.ownedCount(owner));
    }

    static void add(StateWriter state, Address owner, WorkId id, RegisterWork work) {
        state.put(StateKeys.owned(owner, id), new byte[] {SCHEMA});
        change(state, owner, work, 1);
    }

    static void remove(StateWriter state, Address owner, WorkId id, RegisterWork work) {
        state.delete(StateKeys.owned(owner, id));
        change(state, owner, work, -1);
    }

    private static void change(StateWriter state, Address owner, RegisterWork work, int by) {
        Hash original = Hash.of(work.getSha256().toByteArray());
        Hash marked = Hash.of(work.getMarkedSha256().toByteArray());
        write(state, StateKeys.ownedCount(owner), by);
        write(state, StateKeys.ownedFile(owner, original), by);
        if (!marked.equals(original)) {
            write(state, StateKeys.ownedFile(owner, marked), by);
        }
    }

    private static long read(StateReader state, byte[] key) {
        byte[] value = state.get(key);
        return value == null
                ? 0
                : StateRecords.read(OwnedRecord.parser(), value).getCount();
    }

    private static void write(StateWriter state, byte[] key, int by) {
        long count = read(state, key) + by;
        if (count == 0) {
            state.delete(key);
        } else {
            state.put(
                    key,
                    OwnedRecord.newBuilder()
                            .setSchema(SCHEMA)
                            .setCount(count)
                            .build()
                            .toByteArray());
        }
    }
}

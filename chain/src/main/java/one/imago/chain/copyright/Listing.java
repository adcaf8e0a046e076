package one.imago.chain.copyright;

import java.nio.ByteBuffer;
import one.imago.chain.proto.ClaimRecord;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.WorkId;

/** A range of keys of the copyright module that lists works in some order. */
sealed interface Listing {
    byte[] prefix();

    /** The work that an entry lists. */
    WorkId work(byte[] key, byte[] value);

    /** All works, in the order of their reveals. */
    record Revealed() implements Listing {
        @Override
        public byte[] prefix() {
            return StateKeys.revealedPrefix();
        }

        @Override
        public WorkId work(byte[] key, byte[] value) {
            return new WorkId(ByteBuffer.wrap(value).getLong());
        }
    }

    /** Works revealed in one block. */
    record RevealedAt(long height) implements Listing {
        @Override
        public byte[] prefix() {
            return StateKeys.revealedPrefix(height);
        }

        @Override
        public WorkId work(byte[] key, byte[] value) {
            return new WorkId(ByteBuffer.wrap(value).getLong());
        }
    }

    /** Works that an account owns now, by id. */
    record OwnedBy(Address owner) implements Listing {
        @Override
        public byte[] prefix() {
            return StateKeys.ownedPrefix(owner);
        }

        @Override
        public WorkId work(byte[] key, byte[] value) {
            return new WorkId(ByteBuffer.wrap(key).getLong(key.length - Long.BYTES));
        }
    }

    /** The claims of a list, in commit order. */
    record Claimed(ClaimList list) implements Listing {
        @Override
        public byte[] prefix() {
            return list.entryPrefix();
        }

        @Override
        public WorkId work(byte[] key, byte[] value) {
            return new WorkId(StateRecords.read(ClaimRecord.parser(), value).getWorkId());
        }
    }
}

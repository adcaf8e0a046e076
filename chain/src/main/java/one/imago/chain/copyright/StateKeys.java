package one.imago.chain.copyright;

import java.nio.ByteBuffer;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;

/**
 * Keys of the copyright module's subtree. The first byte names the table; integers are big endian, so that keys sort by
 * them. Part of the protocol: docs/protocol/records.md.
 */
final class StateKeys {
    private static final byte PENDING_COMMIT = 'c';
    private static final byte WORK = 'w';
    private static final byte REVEALED = 'r';
    private static final byte OWNED = 'o';
    private static final byte OWNED_COUNT = 'n';
    private static final byte OWNED_FILE = 'u';
    private static final byte EVIDENCE = 'e';
    private static final byte LICENCE = 'l';

    private StateKeys() {}

    /** An unrevealed commitment: by work id and committer, so that a copied one hides nobody's. */
    static byte[] pendingCommit(WorkId id, Address committer) {
        return key(PENDING_COMMIT, Long.BYTES + Address.LENGTH)
                .putLong(id.value())
                .put(committer.bytes())
                .array();
    }

    static byte[] work(WorkId id) {
        return key(WORK, Long.BYTES).putLong(id.value()).array();
    }

    /** Works in the order of their reveals. */
    static byte[] revealed(long height, int index) {
        return key(REVEALED, Long.BYTES + Integer.BYTES)
                .putLong(height)
                .putInt(index)
                .array();
    }

    static byte[] revealedPrefix() {
        return new byte[] {REVEALED};
    }

    static byte[] revealedPrefix(long height) {
        return key(REVEALED, Long.BYTES).putLong(height).array();
    }

    static byte[] owned(Address owner, WorkId id) {
        return key(OWNED, Address.LENGTH + Long.BYTES)
                .put(owner.bytes())
                .putLong(id.value())
                .array();
    }

    static byte[] ownedPrefix(Address owner) {
        return key(OWNED, Address.LENGTH).put(owner.bytes()).array();
    }

    /** How many works an owner has. */
    static byte[] ownedCount(Address owner) {
        return key(OWNED_COUNT, Address.LENGTH).put(owner.bytes()).array();
    }

    /** How many of an owner's claims name a file. */
    static byte[] ownedFile(Address owner, Hash sha256) {
        return key(OWNED_FILE, Address.LENGTH + Hash.LENGTH)
                .put(owner.bytes())
                .put(sha256.bytes())
                .array();
    }

    static byte[] evidence(WorkId id, int number) {
        return key(EVIDENCE, Long.BYTES + Integer.BYTES)
                .putLong(id.value())
                .putInt(number)
                .array();
    }

    static byte[] licence(WorkId id, Hash grant) {
        return key(LICENCE, Long.BYTES + Hash.LENGTH)
                .putLong(id.value())
                .put(grant.bytes())
                .array();
    }

    static byte[] licencePrefix(WorkId id) {
        return key(LICENCE, Long.BYTES).putLong(id.value()).array();
    }

    private static ByteBuffer key(byte table, int length) {
        return ByteBuffer.allocate(1 + length).put(table);
    }
}

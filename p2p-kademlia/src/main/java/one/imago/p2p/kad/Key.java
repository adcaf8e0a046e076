package one.imago.p2p.kad;

import java.nio.ByteBuffer;
import java.util.Comparator;
import one.imago.node.crypto.Hash;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.address.PeerId;

/**
 * A place in the keyspace of 2^256, where peers and records lie: SHA-256 of what the wire calls a key. Held in four
 * longs, since distances are compared far more often than keys are read.
 */
public final class Key implements Comparable<Key> {
    public static final int BITS = 256;

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private Key(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /** Where the wire's key lies: a peer id, a multihash, or a record's name. */
    public static Key of(byte[] wireKey) {
        return ofBytes(Hash.sha256(wireKey).bytes());
    }

    public static Key of(PeerId peer) {
        return of(peer.bytes());
    }

    /** Where the providers of this content are recorded. */
    public static Key of(Multihash content) {
        return of(content.bytes());
    }

    /** Reads the place itself, 32 bytes. */
    static Key ofBytes(byte[] digest) {
        if (digest.length != 32) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + digest.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new Key(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** How many leading bits are the same: 0 to 256. */
    int sharedBits(Key other) {
        if (a != other.a) {
            return Long.numberOfLeadingZeros(a ^ other.a);
        }
        if (b != other.b) {
            return 64 + Long.numberOfLeadingZeros(b ^ other.b);
        }
        if (c != other.c) {
            return 128 + Long.numberOfLeadingZeros(c ^ other.c);
        }
        return 192 + Long.numberOfLeadingZeros(d ^ other.d);
    }

    /** Compares the XOR distances of two keys from this one. */
    int compareDistance(Key one, Key two) {
        int order = Long.compareUnsigned(a ^ one.a, a ^ two.a);
        if (order == 0) {
            order = Long.compareUnsigned(b ^ one.b, b ^ two.b);
        }
        if (order == 0) {
            order = Long.compareUnsigned(c ^ one.c, c ^ two.c);
        }
        return order != 0 ? order : Long.compareUnsigned(d ^ one.d, d ^ two.d);
    }

    /** Nearest first. */
    public Comparator<PeerAddress> nearest() {
        return (one, two) -> compareDistance(one.key(), two.key());
    }

    /** The distance as a part of the whole keyspace, 0 to 1. Precise enough for statistics only. */
    double fraction(Key other) {
        return ((a ^ other.a) >>> 11) * 0x1.0p-53;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(32)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /** By place in the keyspace. */
    @Override
    public int compareTo(Key other) {
        return new Key(0, 0, 0, 0).compareDistance(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && a == key.a && b == key.b && c == key.c && d == key.d;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x%016x%016x", a, b, c, d);
    }
}

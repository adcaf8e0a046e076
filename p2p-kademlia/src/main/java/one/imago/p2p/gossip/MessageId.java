package one.imago.p2p.gossip;

import java.util.Arrays;

/** Names a message: author's peer id ‖ sequence number, as libp2p does by default. At most {@link #MAX_BYTES}. */
final class MessageId {
    /** A peer id has at most 42 bytes here, a sequence number 8; others may name messages otherwise. */
    static final int MAX_BYTES = 128;

    private final byte[] bytes;

    MessageId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The binary form; not copied, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}

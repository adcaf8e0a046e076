package one.imago.p2p.bitswap;

import java.nio.ByteBuffer;
import java.util.List;
import one.imago.node.content.Cid;

/**
 * A bitswap message as this node reads and writes it.
 *
 * @param full whether {@code wants} replaces what the peer wanted before
 * @param wants entries of the wantlist that could name a block of ours
 * @param foreign binary ids of wanted blocks that cannot be ours (another hash, codec or version) and whose asker wants to
 *     hear so
 * @param blocks not verified
 * @param presences answers on blocks
 * @param pendingBytes bytes that the sender still has queued for the receiver, as it says
 */
public record BitswapMessage(
        boolean full,
        List<Want> wants,
        List<ByteBuffer> foreign,
        List<Payload> blocks,
        List<Presence> presences,
        int pendingBytes) {
    /** Largest message on the wire: what Helia accepts. */
    public static final int MAX_BYTES = 4 << 20;

    /** Largest block: what content is cut into. */
    public static final int MAX_BLOCK_BYTES = 1 << 20;

    /** Entries of a wantlist, blocks or presences in one message, each. */
    static final int MAX_ENTRIES = 4096;

    public BitswapMessage {
        wants = List.copyOf(wants);
        foreign = List.copyOf(foreign);
        blocks = List.copyOf(blocks);
        presences = List.copyOf(presences);
    }

    /** Only wants. */
    static BitswapMessage wanting(List<Want> wants) {
        return new BitswapMessage(false, wants, List.of(), List.of(), List.of(), 0);
    }

    /** Only answers. */
    static BitswapMessage answering(List<Payload> blocks, List<Presence> presences, int pendingBytes) {
        return new BitswapMessage(false, List.of(), List.of(), blocks, presences, pendingBytes);
    }

    /**
     * A block under SHA-256, of which the sender says the codec.
     *
     * @param codec {@link Cid#RAW} or {@link Cid#DAG_PB}
     * @param data the bytes, shared with the message: nobody moves its position or writes
     */
    public record Payload(int codec, ByteBuffer data) {}

    /**
     * Whether the sender has a block.
     *
     * @param id binary content id
     */
    public record Presence(ByteBuffer id, boolean has) {
        static Presence of(Cid cid, boolean has) {
            return new Presence(ByteBuffer.wrap(cid.bytes()), has);
        }
    }
}

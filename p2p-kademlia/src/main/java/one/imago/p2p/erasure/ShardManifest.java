package one.imago.p2p.erasure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;

/**
 * Names the shards of a file. It is content itself, so that its id stands for all of them. Format in
 * docs/protocol/content.md.
 *
 * @param layout how the file lies over the shards
 * @param content id of the whole file, by which it is checked once it is put together
 * @param shards in order
 */
public record ShardManifest(ShardLayout layout, Cid content, List<Shard> shards) {
    private static final byte[] MAGIC = "imago-shards\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int CID_BYTES = 36;
    private static final int HEADER_BYTES = MAGIC.length + 1 + 1 + 1 + Integer.BYTES + Long.BYTES + CID_BYTES;
    private static final int SHARD_BYTES = CID_BYTES + Hash.LENGTH;

    /** Longest manifest. */
    public static final int MAX_BYTES = HEADER_BYTES + ReedSolomon.MAX_PIECES * SHARD_BYTES;

    /**
     * One shard.
     *
     * @param cid its id
     * @param proofRoot root of the tree over its leaves, by which its holder is challenged
     */
    public record Shard(Cid cid, Hash proofRoot) {}

    public ShardManifest {
        shards = List.copyOf(shards);
        if (shards.size() != layout.total()) {
            throw new IllegalArgumentException("a manifest names every shard");
        }
    }

    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + shards.size() * SHARD_BYTES)
                .put(MAGIC)
                .put(VERSION)
                .put((byte) layout.data())
                .put((byte) layout.total())
                .putInt(ShardLayout.CELL_BYTES)
                .putLong(layout.size())
                .put(content.bytes());
        for (Shard shard : shards) {
            out.put(shard.cid().bytes()).put(shard.proofRoot().bytes());
        }
        return out.array();
    }

    /**
     * Reads a stranger's bytes.
     *
     * @throws MalformedManifest when it is anything but the one encoding of a manifest
     */
    public static ShardManifest decode(byte[] bytes) throws MalformedManifest {
        if (bytes.length < HEADER_BYTES || bytes.length > MAX_BYTES) {
            throw new MalformedManifest("a manifest has " + HEADER_BYTES + " to " + MAX_BYTES + " bytes");
        }
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || bytes[MAGIC.length] != VERSION) {
            throw new MalformedManifest("this is not a manifest of version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length + 1);
        int data = in.get() & 0xff;
        int total = in.get() & 0xff;
        if (in.getInt() != ShardLayout.CELL_BYTES || in.remaining() != Long.BYTES + CID_BYTES + total * SHARD_BYTES) {
            throw new MalformedManifest("a manifest has another length or cell size than it should");
        }
        try {
            ShardLayout layout = new ShardLayout(data, total, in.getLong());
            Cid content = cid(in);
            List<Shard> shards = new ArrayList<>(total);
            for (int i = 0; i < total; i++) {
                Cid shard = cid(in);
                byte[] root = new byte[Hash.LENGTH];
                in.get(root);
                shards.add(new Shard(shard, Hash.of(root)));
            }
            return new ShardManifest(layout, content, shards);
        } catch (IllegalArgumentException e) {
            throw new MalformedManifest("a manifest holds what it cannot: " + e.getMessage());
        }
    }

    private static Cid cid(ByteBuffer in) {
        byte[] bytes = new byte[CID_BYTES];
        in.get(bytes);
        return Cid.ofBytes(bytes);
    }
}

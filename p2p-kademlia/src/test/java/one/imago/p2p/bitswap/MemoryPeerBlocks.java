package one.imago.p2p.bitswap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.node.content.Cid;
import one.imago.p2p.block.PeerBlocks;
import one.imago.p2p.unixfs.FileBuilder;

/** Blocks in memory; all are public but those named. */
final class MemoryPeerBlocks implements PeerBlocks {
    final Map<Cid, byte[]> blocks = new ConcurrentHashMap<>();
    final Set<Cid> secret = ConcurrentHashMap.newKeySet();

    /** Puts a file in and gives its root. */
    Cid put(byte[] file) {
        try {
            return new FileBuilder((cid, block) -> blocks.put(cid, block.clone()))
                    .build(new ByteArrayInputStream(file))
                    .root();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean has(Cid cid) {
        return blocks.containsKey(cid);
    }

    @Override
    public Optional<byte[]> get(Cid cid) {
        return Optional.ofNullable(blocks.get(cid));
    }

    @Override
    public void cache(Cid cid, byte[] block) {
        blocks.put(cid, block);
    }

    @Override
    public boolean mayServe(Cid cid, String peerId) {
        return has(cid) && !secret.contains(cid);
    }

    @Override
    public Optional<byte[]> serve(Cid cid, String peerId) {
        return mayServe(cid, peerId) ? get(cid) : Optional.empty();
    }
}

package one.imago.p2p.unixfs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.p2p.block.BlockReader;
import one.imago.p2p.block.BlockWriter;

/** Blocks in memory. */
final class MemoryBlocks implements BlockReader, BlockWriter {
    final Map<Cid, byte[]> blocks = new HashMap<>();

    @Override
    public byte[] read(Cid cid) throws IOException {
        byte[] block = blocks.get(cid);
        if (block == null) {
            throw new IOException("no block " + cid);
        }
        return block;
    }

    @Override
    public void write(Cid cid, byte[] block) {
        blocks.put(cid, block.clone());
    }

    Cid add(int codec, byte[] block) {
        Cid cid = Cid.of(codec, Hash.sha256(block).bytes());
        write(cid, block);
        return cid;
    }
}

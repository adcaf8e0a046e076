package one.imago.p2p.content;

import java.io.IOException;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.p2p.block.BlockCache;
import one.imago.p2p.block.BlockFiles;
import one.imago.p2p.block.PeerBlocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides for each block whether it may leave. */
final class TradedBlocks implements PeerBlocks {
    private static final Logger LOG = LoggerFactory.getLogger(TradedBlocks.class);

    private final BlockFiles blocks;
    private final BlockCache cache;
    private final PublicBlocks publicBlocks;
    private final ServingRules rules;

    TradedBlocks(BlockFiles blocks, BlockCache cache, PublicBlocks publicBlocks, ServingRules rules) {
        this.blocks = blocks;
        this.cache = cache;
        this.publicBlocks = publicBlocks;
        this.rules = rules;
    }

    @Override
    public boolean has(Cid cid) {
        return blocks.has(cid) || cache.has(cid);
    }

    @Override
    public Optional<byte[]> get(Cid cid) throws IOException {
        return blocks.has(cid) ? Optional.of(blocks.read(cid)) : cache.get(cid);
    }

    @Override
    public void cache(Cid cid, byte[] block) throws IOException {
        if (rules.denied().test(cid)) {
            throw new ContentDenied(cid);
        }
        if (!blocks.has(cid)) {
            cache.put(cid, block);
        }
    }

    @Override
    public boolean mayServe(Cid cid, String peerId) {
        if (rules.denied().test(cid)) {
            return false;
        }
        if (publicBlocks.contains(cid)) {
            return true;
        }
        // Before the cache: a block that is kept here and not public is protected, wherever else it may be.
        if (blocks.has(cid)) {
            return rules.policy().allows(cid, peerId);
        }
        return cache.has(cid);
    }

    @Override
    public Optional<byte[]> serve(Cid cid, String peerId) {
        if (!mayServe(cid, peerId)) {
            return Optional.empty();
        }
        try {
            return get(cid);
        } catch (IOException e) {
            LOG.warn("block {} cannot be served: {}", cid, e.getMessage());
            return Optional.empty();
        }
    }
}

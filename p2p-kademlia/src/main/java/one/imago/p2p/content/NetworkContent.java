package one.imago.p2p.content;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.p2p.bitswap.Bitswap;
import one.imago.p2p.bitswap.Fetched;
import one.imago.p2p.block.PeerBlocks;
import one.imago.p2p.unixfs.FileStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content store with the network behind it. {@link #fetch} is the one call that waits for peers; what it brings lies in
 * the cache, where it makes room for newer content when its time has come, and {@link #open} reads it from there.
 * Thread-safe; {@link #fetch} belongs on a thread that may wait.
 */
public final class NetworkContent implements ContentStore {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkContent.class);

    private final ContentStore local;
    private final PeerBlocks blocks;
    private final Bitswap bitswap;
    private final Consumer<Cid> announcer;
    private final Duration patience;

    /**
     * @param announcer tells the network that this node provides a root; must not block
     * @param patience how long a fetch may take
     */
    public NetworkContent(
            ContentStore local, PeerBlocks blocks, Bitswap bitswap, Consumer<Cid> announcer, Duration patience) {
        this.local = local;
        this.blocks = blocks;
        this.bitswap = bitswap;
        this.announcer = announcer;
        this.patience = patience;
    }

    @Override
    public ContentStat put(InputStream content) throws IOException {
        return local.put(content);
    }

    @Override
    public ContentStat pin(Cid cid) throws IOException {
        return local.pin(cid);
    }

    @Override
    public Optional<ContentStat> stat(Cid cid) throws IOException {
        return local.stat(cid);
    }

    @Override
    public Optional<ContentStat> fetch(Cid cid, long maxBytes) throws IOException {
        Optional<ContentStat> here = local.stat(cid);
        if (here.isPresent()) {
            return here;
        }
        try {
            Fetched file = wait(bitswap.fetch(cid, maxBytes, patience), cid);
            return Optional.of(new ContentStat(cid, file.size(), file.blocks(), false, true));
        } catch (NotFetched e) {
            LOG.debug("content {} was not fetched: {}", cid, e.getMessage());
            return Optional.empty();
        }
    }

    private Fetched wait(CompletableFuture<Fetched> fetching, Cid cid) throws IOException {
        try {
            return fetching.get(patience.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NotFetched(String.valueOf(e.getCause()), e);
        } catch (CancellationException | TimeoutException e) {
            fetching.cancel(false);
            throw new NotFetched("content " + cid + " did not come in time", e);
        } catch (InterruptedException e) {
            fetching.cancel(false);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while content " + cid + " was fetched", e);
        }
    }

    /**
     * A block and all that it refers to, from peers where it is not here; for the store below, when it copies a tree. The
     * first call brings the whole tree, the others find it in the cache.
     *
     * @throws IOException when it is not to be had
     */
    public byte[] block(Cid cid) throws IOException {
        Optional<byte[]> here = blocks.get(cid);
        if (here.isPresent()) {
            return here.get();
        }
        wait(bitswap.fetch(cid, FileContentStore.MAX_FETCHED_BYTES, patience), cid);
        return blocks.get(cid).orElseThrow(() -> new IOException("block " + cid + " has no room in the cache"));
    }

    @Override
    public Optional<InputStream> open(Cid cid) throws IOException {
        Optional<InputStream> here = local.open(cid);
        if (here.isPresent() || !blocks.has(cid) || local.stat(cid).isPresent()) {
            return here;
        }
        return Optional.of(new FileStream(
                cid,
                block -> blocks.get(block)
                        .orElseThrow(() -> new IOException("block " + block + " is no longer in the cache"))));
    }

    @Override
    public void provide(Cid cid) throws IOException {
        local.provide(cid);
        announcer.accept(cid);
    }

    @Override
    public void unpin(Cid cid) throws IOException {
        local.unpin(cid);
    }

    /** It is not to be had now. */
    private static final class NotFetched extends IOException {
        private static final long serialVersionUID = 1;

        private NotFetched(String message, Exception cause) {
            super(message, cause);
        }
    }
}

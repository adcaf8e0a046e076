package one.imago.p2p.bitswap;

import io.micrometer.core.instrument.FunctionCounter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import one.imago.node.content.Cid;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeExecutors;
import one.imago.node.service.Service;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.block.PeerBlocks;
import one.imago.p2p.connection.Host;

/** Blocks to and from peers, for the node. Thread-safe. */
public final class Bitswap extends Service {
    /** A message of a peer that was asked for nothing holds wants: 4,096 of them have about 200 KiB. */
    private static final int MAX_UNASKED_BYTES = 512 << 10;

    private final Threads threads;
    private final BitswapStreams streams;
    private final BlockServer server;
    private final BlockFetcher fetcher;

    public Bitswap(Host host, PeerBlocks blocks, Providers providers, ServingLimits limits, NodeContext context) {
        NodeExecutors executors = context.executors();
        ScheduledExecutorService owner = executors.singleThread("bitswap");
        // Not the shared workers: they wait for fetches, and a fetch must not wait for them.
        this.threads = new Threads(owner, executors.singleThread("bitswap-fetch"));
        Threads serving = new Threads(owner, executors.singleThread("bitswap-serve"));
        this.streams = new BitswapStreams(host, threads);
        this.server = new BlockServer(blocks, streams, serving, context.clock(), limits);
        this.fetcher = new BlockFetcher(blocks, streams, threads, context.clock(), providers);
        count(context, "bitswap_served", "Bytes of blocks that peers were given", server.servedBytes());
        count(context, "bitswap_fetched", "Bytes of blocks that peers gave", fetcher.fetchedBytes());
    }

    @Override
    public String name() {
        return "bitswap";
    }

    @Override
    protected void doStart() {
        streams.start(new Messages());
    }

    @Override
    protected void doStop() {
        streams.stop();
        threads.owner().shutdown();
    }

    /**
     * Fetches what is not here of a file, into the block store's cache.
     *
     * @param maxBytes largest file that is taken
     * @return fails with an {@link java.io.IOException} when nobody has it, it is larger, malformed, or not here in time;
     *     cancelling it stops the fetch unless somebody else waits for it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is given out is the stage that a caller can cancel
    public CompletableFuture<Fetched> fetch(Cid root, long maxBytes, Duration patience) {
        CompletableFuture<Fetched> result = new CompletableFuture<>();
        threads.own(() -> {
            fetcher.fetch(root, maxBytes, patience).whenComplete((file, failure) -> {
                if (failure == null) {
                    result.complete(file);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        });
        result.whenComplete((file, failure) -> {
            if (result.isCancelled()) {
                threads.own(() -> fetcher.leave(root));
            }
        });
        return result;
    }

    private static void count(NodeContext context, String name, String description, LongAdder bytes) {
        FunctionCounter.builder(name, bytes, LongAdder::sum)
                .description(description)
                .baseUnit("bytes")
                .register(context.metrics());
    }

    /** Hands messages to the two halves. */
    private final class Messages implements BitswapStreams.Receiver {
        @Override
        public int maxBytes(PeerId peer) {
            return fetcher.awaits(peer) ? BitswapMessage.MAX_BYTES : MAX_UNASKED_BYTES;
        }

        @Override
        public void received(PeerId peer, byte[] bytes, Runnable done) {
            BitswapMessage message;
            try {
                message = BitswapCodec.decode(bytes);
            } catch (MalformedMessage e) {
                streams.drop(peer);
                done.run();
                return;
            }
            server.received(peer, message);
            fetcher.received(peer, message, done);
        }

        @Override
        public void disconnected(PeerId peer) {
            server.disconnected(peer);
            fetcher.disconnected(peer);
        }
    }
}

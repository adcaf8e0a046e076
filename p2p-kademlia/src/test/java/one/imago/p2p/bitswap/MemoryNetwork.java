package one.imago.p2p.bitswap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import one.imago.node.content.Cid;
import one.imago.node.crypto.SigningKey;
import one.imago.node.service.ThreadExecutors;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/** Fetchers and servers that are joined in memory: real messages, real threads, a clock that is moved by hand. */
final class MemoryNetwork implements AutoCloseable {
    private final ThreadExecutors executors = new ThreadExecutors();
    private final Threads threads = new Threads(executors.singleThread("network"), executors.workers());
    private final Map<PeerId, Member> members = new ConcurrentHashMap<>();
    final TestClock clock = new TestClock();
    final Map<Cid, List<PeerId>> providers = new HashMap<>();

    Node node() {
        return node(ServingLimits.DEFAULT);
    }

    Node node(ServingLimits limits) {
        Node node = new Node(nextId(), limits);
        members.put(node.id, node);
        return node;
    }

    /** A peer of which only the messages that it gets are known, and that says what the test says. */
    Stranger stranger() {
        Stranger stranger = new Stranger(nextId());
        members.put(stranger.id, stranger);
        return stranger;
    }

    private PeerId nextId() {
        byte[] seed = ByteBuffer.allocate(32).putInt(members.size() + 1).array();
        return PeerId.of(SigningKey.ofSeed(seed).publicKey());
    }

    void connect(Member a, Member b) {
        a.links.add(b.id);
        b.links.add(a.id);
    }

    /** Runs something where the state of all nodes is owned. */
    void owned(Runnable task) {
        CompletableFuture.runAsync(task, threads.owner()).join();
    }

    @Override
    public void close() {
        executors.close();
    }

    /** Somebody on the network. */
    abstract static class Member {
        final PeerId id;
        final Set<PeerId> links = ConcurrentHashMap.newKeySet();

        Member(PeerId id) {
            this.id = id;
        }

        /** On the owner's thread. */
        abstract void received(PeerId from, byte[] message);
    }

    /** A node of the project. */
    final class Node extends Member implements BitswapLink {
        final MemoryPeerBlocks blocks = new MemoryPeerBlocks();
        final BlockServer server;
        final BlockFetcher fetcher;
        final Set<PeerId> dropped = ConcurrentHashMap.newKeySet();
        final AtomicInteger sent = new AtomicInteger();
        /** While set, messages to others are never done. */
        volatile boolean stalled;

        private Node(PeerId id, ServingLimits limits) {
            super(id);
            server = new BlockServer(blocks, this, threads, clock, limits);
            fetcher = new BlockFetcher(blocks, this, threads, clock, (root, found) -> {
                providers
                        .getOrDefault(root, List.of())
                        .forEach(peer -> found.accept(new Providers.Provider(peer, List.of())));
                return CompletableFuture.completedFuture(null);
            });
        }

        CompletableFuture<Fetched> fetch(Cid root) {
            return fetch(root, 64 << 20);
        }

        CompletableFuture<Fetched> fetch(Cid root, long maxBytes) {
            CompletableFuture<Fetched> result = new CompletableFuture<>();
            threads.own(() -> fetcher.fetch(root, maxBytes, Duration.ofSeconds(60))
                    .whenComplete((file, failure) -> {
                        if (failure == null) {
                            result.complete(file);
                        } else {
                            result.completeExceptionally(failure);
                        }
                    }));
            return result;
        }

        @Override
        void received(PeerId from, byte[] bytes) {
            if (dropped.contains(from)) {
                return;
            }
            try {
                BitswapMessage message = BitswapCodec.decode(bytes);
                server.received(from, message);
                fetcher.received(from, message, () -> {});
            } catch (MalformedMessage e) {
                drop(from);
            }
        }

        @Override
        public Set<PeerId> peers() {
            return Set.copyOf(links);
        }

        @Override
        public void introduce(PeerId peer, List<Multiaddr> addresses) {
            // everybody is reached here
        }

        @Override
        public CompletionStage<Void> send(PeerId peer, byte[] message) {
            Member to = members.get(peer);
            if (to == null || dropped.contains(peer)) {
                return CompletableFuture.failedFuture(new IOException("not reached"));
            }
            sent.incrementAndGet();
            CompletableFuture<Void> done = new CompletableFuture<>();
            threads.own(() -> {
                to.received(id, message);
                if (!stalled) {
                    done.complete(null);
                }
            });
            return done;
        }

        @Override
        public void drop(PeerId peer) {
            dropped.add(peer);
            links.remove(peer);
            threads.own(() -> {
                server.disconnected(peer);
                fetcher.disconnected(peer);
            });
        }
    }

    /** A peer that is played by the test. */
    final class Stranger extends Member {
        final List<BitswapMessage> heard = new ArrayList<>();
        /** What it answers; nothing at first. */
        java.util.function.BiConsumer<PeerId, BitswapMessage> answer = (from, message) -> {};

        private Stranger(PeerId id) {
            super(id);
        }

        void say(Node to, BitswapMessage message) {
            threads.own(() -> to.received(id, BitswapCodec.encode(message)));
        }

        @Override
        void received(PeerId from, byte[] bytes) {
            try {
                BitswapMessage message = BitswapCodec.decode(bytes);
                heard.add(message);
                answer.accept(from, message);
            } catch (MalformedMessage e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Moved by hand. */
    static final class TestClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

package one.imago.p2p.bitswap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.bitswap.BitswapMessage.Payload;
import one.imago.p2p.bitswap.BitswapMessage.Presence;
import one.imago.p2p.block.PeerBlocks;

/**
 * Fetches files from peers into the block store. A block is taken when it was asked of the peer that sends it and its bytes
 * hash to its id; a peer that sends anything else is spoken to no more. Used by one thread; workers hash and store.
 */
final class BlockFetcher implements FetchSession.World {
    private final PeerBlocks blocks;
    private final BitswapLink link;
    private final Threads threads;
    private final Clock clock;
    private final Providers providers;
    private final Map<Cid, FetchSession> sessions = new HashMap<>();
    private final Map<PeerId, Account> accounts = new ConcurrentHashMap<>();
    private final LongAdder fetchedBytes = new LongAdder();
    private long storingBytes;
    private boolean ticking;

    BlockFetcher(PeerBlocks blocks, BitswapLink link, Threads threads, Clock clock, Providers providers) {
        this.blocks = blocks;
        this.link = link;
        this.threads = threads;
        this.clock = clock;
        this.providers = providers;
    }

    LongAdder fetchedBytes() {
        return fetchedBytes;
    }

    /**
     * Fetches what is not here of a file. Two calls for one file share the work, and the limits of the first.
     *
     * @return fails with an {@link IOException} when nobody has it, it is larger, malformed, or not here in time
     */
    CompletionStage<Fetched> fetch(Cid root, long maxBytes, Duration patience) {
        FetchSession running = sessions.get(root);
        if (running != null) {
            running.join();
            return running.result();
        }
        if (sessions.size() == FetchLimits.MAX_SESSIONS) {
            return CompletableFuture.failedFuture(new IOException("too much is being fetched already"));
        }
        FetchSession session = new FetchSession(root, maxBytes, patience, this);
        sessions.put(root, session);
        session.start();
        tickLater();
        return session.result();
    }

    /** One who waited does so no more. */
    void leave(Cid root) {
        FetchSession session = sessions.get(root);
        if (session != null) {
            session.leave();
        }
    }

    /** Whether blocks may come from this peer now. May be called on any thread. */
    boolean awaits(PeerId peer) {
        return accounts.containsKey(peer);
    }

    /**
     * Takes the answers of a message.
     *
     * @param done called once the message's bytes are no longer needed
     */
    void received(PeerId peer, BitswapMessage message, Runnable done) {
        Account account = accounts.get(peer);
        for (Presence presence : message.presences()) {
            Optional<Cid> cid = BitswapCodec.cid(presence.id());
            cid.ifPresent(id -> heard(peer, id, presence.has()));
        }
        List<Payload> payloads = message.blocks();
        if (payloads.isEmpty()) {
            done.run();
            return;
        }
        long bytes =
                payloads.stream().mapToLong(block -> block.data().remaining()).sum();
        if (account == null || account.asked.size() < payloads.size()) {
            done.run();
            distrust(peer);
        } else if (storingBytes + bytes > FetchLimits.MAX_STORING_BYTES) {
            // They are asked for again when their time is over.
            done.run();
        } else {
            storingBytes += bytes;
            Batch batch = new Batch(peer, payloads, () -> {
                storingBytes -= bytes;
                done.run();
            });
            work(() -> identify(batch), batch::end);
        }
    }

    private void heard(PeerId peer, Cid cid, boolean has) {
        Account account = accounts.get(peer);
        if (account != null && account.answered(cid)) {
            each(session -> session.heard(peer, cid, has));
        }
    }

    void disconnected(PeerId peer) {
        accounts.remove(peer);
        each(session -> session.exclude(peer, false));
    }

    @Override
    public Collection<PeerId> neighbours() {
        return link.peers();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void ask(PeerId peer, List<Want> wants) {
        Account account = accounts.computeIfAbsent(peer, key -> new Account());
        wants.stream().filter(want -> !want.cancel()).forEach(want -> account.ask(want.cid()));
        link.send(peer, BitswapCodec.encode(BitswapMessage.wanting(wants)))
                .whenComplete((done, failure) -> threads.own(() -> {
                    if (failure != null) {
                        disconnected(peer);
                    }
                }));
    }

    @Override
    public void search(FetchSession session) {
        providers
                .find(
                        session.root(),
                        provider -> threads.own(() -> {
                            link.introduce(provider.peer(), provider.addresses());
                            session.provider(provider.peer());
                        }))
                .whenComplete((done, failure) -> threads.own(session::searched));
    }

    @Override
    public void explore(FetchSession session, Part part) {
        work(
                () -> {
                    try {
                        TreeWalk.Found found = TreeWalk.below(part, blocks, session.maxBytes());
                        threads.own(() -> session.explored(part, found));
                    } catch (IOException e) {
                        threads.own(() -> session.fail(e));
                    }
                },
                () -> session.fail(new IOException("this node has too much to do")));
    }

    @Override
    public void closed(FetchSession session) {
        sessions.remove(session.root(), session);
    }

    /** On a worker. */
    private void identify(Batch batch) {
        List<Identified> found = new ArrayList<>(batch.payloads.size());
        for (Payload payload : batch.payloads) {
            MessageDigest digest = Hash.digest();
            digest.update(payload.data().duplicate());
            found.add(new Identified(Cid.of(payload.codec(), digest.digest()), payload.data()));
        }
        threads.own(() -> claim(batch, found));
    }

    private void claim(Batch batch, List<Identified> found) {
        boolean honest = true;
        for (Identified block : found) {
            Account account = accounts.get(batch.peer);
            if (account == null || !account.answered(block.cid())) {
                honest = false;
                continue;
            }
            // Not short of any: each session that waits for it is to know.
            List<FetchSession> waiting = sessions.values().stream()
                    .filter(session -> session.arrived(block.cid()))
                    .toList();
            if (!waiting.isEmpty()) {
                batch.open++;
                work(() -> store(batch, block, waiting), () -> storeFailed(batch, waiting, new IOException("busy")));
            }
        }
        if (!honest) {
            distrust(batch.peer);
        }
        batch.end();
    }

    /** On a worker. */
    private void store(Batch batch, Identified block, List<FetchSession> waiting) {
        byte[] bytes = new byte[block.data().remaining()];
        block.data().duplicate().get(bytes);
        try {
            blocks.cache(block.cid(), bytes);
        } catch (IOException e) {
            threads.own(() -> storeFailed(batch, waiting, e));
            return;
        }
        threads.own(() -> {
            fetchedBytes.add(bytes.length);
            waiting.forEach(session -> session.stored(block.cid(), bytes.length));
            batch.end();
        });
    }

    private static void storeFailed(Batch batch, List<FetchSession> waiting, IOException cause) {
        waiting.forEach(session -> session.fail(cause));
        batch.end();
    }

    /** What the peer sent was not asked of it. */
    private void distrust(PeerId peer) {
        link.drop(peer);
        accounts.remove(peer);
        each(session -> session.exclude(peer, true));
    }

    private void work(Runnable task, Runnable refused) {
        try {
            threads.work(task);
        } catch (RejectedExecutionException e) {
            threads.own(refused);
        }
    }

    private void each(Consumer<FetchSession> action) {
        List.copyOf(sessions.values()).forEach(action);
    }

    void tick() {
        each(FetchSession::tick);
    }

    private void tickLater() {
        if (!ticking && !sessions.isEmpty()) {
            ticking = true;
            Future<?> unused = threads.after(FetchLimits.TICK, () -> {
                ticking = false;
                tick();
                tickLater();
            });
        }
    }

    /** A block and what its bytes hash to. */
    private record Identified(Cid cid, ByteBuffer data) {}

    /** The blocks of one message, whose memory is free once all of them are stored. */
    private static final class Batch {
        private final PeerId peer;
        private final List<Payload> payloads;
        private final Runnable release;
        private int open = 1;

        private Batch(PeerId peer, List<Payload> payloads, Runnable release) {
            this.peer = peer;
            this.payloads = payloads;
            this.release = release;
        }

        private void end() {
            if (--open == 0) {
                release.run();
            }
        }
    }

    /** What one peer was asked and has not answered. */
    private static final class Account {
        /** More are not remembered, and their blocks not taken. */
        private static final int MAX_ASKED = 4096;

        private final Map<Cid, Integer> asked = new LinkedHashMap<>();

        private void ask(Cid cid) {
            asked.merge(cid, 1, Integer::sum);
            if (asked.size() > MAX_ASKED) {
                asked.remove(asked.keySet().iterator().next());
            }
        }

        /** Whether it was asked. Whoever is late answers for what was cancelled; that is no offence. */
        private boolean answered(Cid cid) {
            Integer times = asked.get(cid);
            if (times == null) {
                return false;
            }
            if (times == 1) {
                asked.remove(cid);
            } else {
                asked.put(cid, times - 1);
            }
            return true;
        }
    }
}

package one.imago.p2p.bitswap;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import one.imago.node.content.Cid;
import one.imago.p2p.address.PeerId;

/**
 * The fetching of one file. Its tree is walked from the top; blocks are asked of the peers that have the root, of the punctual and least
 * busy first, as many at a time as the window holds. What a peer lacks or is late with is asked of another. Used by the
 * fetcher's thread.
 */
final class FetchSession {
    /** How a session acts on the world; all of it is the fetcher. */
    interface World {
        /** Peers that may have anything. */
        Collection<PeerId> neighbours();

        /** Sends wants; a failure comes back as {@link FetchSession#exclude}. */
        void ask(PeerId peer, List<Want> wants);

        /** Answers by {@link FetchSession#provider} and {@link FetchSession#searched}. */
        void search(FetchSession session);

        /** Answers by {@link FetchSession#explored}, or {@link FetchSession#fail}. */
        void explore(FetchSession session, Part part);

        Instant now();

        void closed(FetchSession session);
    }

    private final Cid root;
    private final long maxBytes;
    private final Instant deadline;
    private final World world;
    private final CompletableFuture<Fetched> result = new CompletableFuture<>();
    /** Wanted and not asked for; the next first. */
    private final Deque<Part> pending = new ArrayDeque<>();

    private final Map<Cid, Request> asked = new LinkedHashMap<>();
    private final Map<Cid, Part> storing = new HashMap<>();
    private final Set<Cid> known = new HashSet<>();
    private final Map<PeerId, Source> sources = new LinkedHashMap<>();
    private final Set<PeerId> excluded = new HashSet<>();
    /** Asked whether they have the root, until they answer or are given up. */
    private final Map<PeerId, Instant> questioned = new LinkedHashMap<>();

    private long size = Part.UNKNOWN;
    private long openBytes;
    private int exploring;
    private int waiters = 1;
    private int searches;
    private int providers;
    private boolean searching;

    FetchSession(Cid root, long maxBytes, Duration patience, World world) {
        this.root = root;
        this.maxBytes = maxBytes;
        this.deadline = world.now().plus(patience);
        this.world = world;
    }

    Cid root() {
        return root;
    }

    long maxBytes() {
        return maxBytes;
    }

    CompletableFuture<Fetched> result() {
        return result;
    }

    void start() {
        known.add(root);
        explore(Part.root(root));
    }

    /** The blocks below a part that are here already, and those to be asked for. */
    void explored(Part part, TreeWalk.Found found) {
        exploring--;
        if (result.isDone()) {
            return;
        }
        if (part.cid().equals(root)) {
            size = found.fileBytes();
        }
        known.addAll(found.here());
        boolean came = searches > 0;
        List<Part> missing = found.missing();
        for (int i = missing.size() - 1; i >= 0; i--) {
            Part next = missing.get(i);
            if (next.cid().equals(part.cid()) ? !came : known.add(next.cid())) {
                pending.addFirst(next);
            } else if (next.cid().equals(part.cid())) {
                fail(new IOException("block " + part.cid() + " came and was not kept: is there room in the cache?"));
                return;
            }
        }
        if (known.size() > FetchLimits.MAX_BLOCKS) {
            fail(new IOException("content " + root + " has more than " + FetchLimits.MAX_BLOCKS + " blocks"));
            return;
        }
        if (!pending.isEmpty() && searches == 0) {
            search();
        }
        advance();
    }

    /** Somebody who says that it has the content was found. */
    void provider(PeerId peer) {
        if (!excluded.contains(peer) && providers < FetchLimits.MAX_PROVIDERS) {
            providers++;
            trust(peer);
            advance();
        }
    }

    /** No more will be found. */
    void searched() {
        searching = false;
        advance();
    }

    /** The peer says whether it has a block. */
    void heard(PeerId peer, Cid cid, boolean has) {
        boolean answered = cid.equals(root) && questioned.remove(peer) != null;
        if (has) {
            if (answered && !excluded.contains(peer)) {
                trust(peer);
            }
        } else {
            Source source = sources.get(peer);
            if (source != null) {
                source.lacks.add(cid);
            }
            Request request = asked.get(cid);
            if (request != null && request.source.peer.equals(peer)) {
                withdraw(request);
            }
        }
        advance();
    }

    /** A block came whose hash is right, and is being stored; whether this session waited for it. */
    boolean arrived(Cid cid) {
        Request request = asked.remove(cid);
        Part part;
        if (request != null) {
            request.source.release(request.part);
            part = request.part;
        } else {
            Optional<Part> waiting =
                    pending.stream().filter(each -> each.cid().equals(cid)).findFirst();
            if (waiting.isEmpty()) {
                return false;
            }
            part = waiting.get();
            pending.remove(part);
            openBytes += part.room();
        }
        storing.put(cid, part);
        return true;
    }

    /** The block is here for good. */
    void stored(Cid cid, int bytes) {
        Part part = storing.remove(cid);
        if (part == null || result.isDone()) {
            return;
        }
        openBytes -= part.room();
        if (!part.isLeaf()) {
            explore(part);
        } else if (part.fileBytes() == Part.UNKNOWN ? bytes > maxBytes : bytes != part.fileBytes()) {
            fail(new IOException("leaf " + cid + " of " + root + " has " + bytes + " bytes, not what was expected"));
            return;
        } else if (cid.equals(root)) {
            size = bytes;
        }
        advance();
    }

    /** The peer is gone; or, for good, not to be asked again. */
    void exclude(PeerId peer, boolean forGood) {
        if (forGood) {
            excluded.add(peer);
        }
        questioned.remove(peer);
        sources.remove(peer);
        for (Request request : List.copyOf(asked.values())) {
            if (request.source.peer.equals(peer)) {
                withdraw(request);
            }
        }
        advance();
    }

    /** Every {@link FetchLimits#TICK}. */
    void tick() {
        Instant now = world.now();
        if (now.isAfter(deadline)) {
            fail(new IOException("content " + root + " was not fetched in time"));
            return;
        }
        questioned.values().removeIf(until -> until.isBefore(now));
        for (Request request : List.copyOf(asked.values())) {
            if (request.until.isBefore(now) && asked.containsValue(request)) {
                late(request);
            }
        }
        advance();
    }

    void fail(IOException cause) {
        if (result.completeExceptionally(cause)) {
            close();
        }
    }

    /** One more waits for it. */
    void join() {
        waiters++;
    }

    /** One who waited does so no more; without any, it stops. */
    void leave() {
        if (--waiters == 0 && result.cancel(false)) {
            close();
        }
    }

    private void close() {
        Map<PeerId, List<Want>> cancels = new LinkedHashMap<>();
        asked.values()
                .forEach(request -> cancels.computeIfAbsent(request.source.peer, key -> new ArrayList<>())
                        .add(Want.cancel(request.part.cid())));
        asked.clear();
        pending.clear();
        storing.clear();
        world.closed(this);
        cancels.forEach(world::ask);
    }

    private void explore(Part part) {
        exploring++;
        world.explore(this, part);
    }

    private void search() {
        searches++;
        searching = true;
        providers = 0;
        List<PeerId> neighbours = world.neighbours().stream()
                .filter(peer -> !excluded.contains(peer) && !sources.containsKey(peer))
                .limit(FetchLimits.MAX_ASKED_PEERS)
                .toList();
        Instant until = world.now().plus(FetchLimits.BLOCK_PATIENCE);
        for (PeerId peer : neighbours) {
            questioned.put(peer, until);
            world.ask(peer, List.of(Want.have(root)));
        }
        world.search(this);
    }

    private void trust(PeerId peer) {
        questioned.remove(peer);
        sources.computeIfAbsent(peer, Source::new);
    }

    private void late(Request request) {
        PeerId peer = request.source.peer;
        world.ask(peer, List.of(Want.cancel(request.part.cid())));
        request.source.lacks.add(request.part.cid());
        withdraw(request);
        if (++request.source.late >= FetchLimits.MAX_LATE) {
            exclude(peer, true);
        }
    }

    /** What was asked of one peer is to be asked of another. */
    private void withdraw(Request request) {
        asked.remove(request.part.cid());
        request.source.release(request.part);
        openBytes -= request.part.room();
        pending.addFirst(request.part);
    }

    private void advance() {
        if (result.isDone()) {
            return;
        }
        if (pending.isEmpty()) {
            boolean over = asked.isEmpty() && storing.isEmpty() && exploring == 0;
            if (over && result.complete(new Fetched(size, known.size()))) {
                close();
            }
            return;
        }
        assign();
        boolean stuck = asked.isEmpty() && storing.isEmpty() && exploring == 0 && questioned.isEmpty() && !searching;
        if (stuck && searches < 2) {
            // They may have come while the others were busy lacking it.
            sources.values().forEach(source -> source.lacks.clear());
            search();
            assign();
        } else if (stuck) {
            Cid missing = pending.getFirst().cid();
            fail(new IOException("nobody who was found gives block " + missing + " of content " + root));
        }
    }

    private void assign() {
        Map<PeerId, List<Want>> wants = new LinkedHashMap<>();
        Instant until = world.now().plus(FetchLimits.BLOCK_PATIENCE);
        for (Part part : List.copyOf(pending)) {
            if (openBytes + part.room() > FetchLimits.WINDOW_BYTES && openBytes > 0) {
                break;
            }
            Optional<Source> source = sources.values().stream()
                    .filter(each -> each.canGive(part))
                    .min(Comparator.comparingInt((Source each) -> each.late).thenComparingLong(each -> each.openBytes));
            if (source.isEmpty()) {
                continue;
            }
            pending.remove(part);
            asked.put(part.cid(), new Request(part, source.get(), until));
            source.get().take(part);
            openBytes += part.room();
            List<Want> batch = wants.computeIfAbsent(source.get().peer, key -> new ArrayList<>());
            batch.add(Want.block(part.cid(), Integer.MAX_VALUE - batch.size()));
        }
        wants.forEach(world::ask);
    }

    /** A block that was asked of a peer. */
    private record Request(Part part, Source source, Instant until) {}

    /** A peer that has the root, or some of it. */
    private static final class Source {
        private final PeerId peer;
        private final Set<Cid> lacks = new LinkedHashSet<>();
        private long openBytes;
        private int open;
        private int late;

        private Source(PeerId peer) {
            this.peer = peer;
        }

        private boolean canGive(Part part) {
            return !lacks.contains(part.cid())
                    && open < FetchLimits.PEER_WINDOW_BLOCKS
                    && (open == 0 || openBytes + part.room() <= FetchLimits.PEER_WINDOW_BYTES);
        }

        private void take(Part part) {
            open++;
            openBytes += part.room();
        }

        private void release(Part part) {
            open--;
            openBytes -= part.room();
        }
    }
}

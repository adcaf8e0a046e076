package one.imago.p2p.kad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One iterative lookup along disjoint paths (S/Kademlia, Baumgart and Mies 2007, §4.4).
 *
 * <p>The peers that this node knows nearest to the target are dealt out to the paths. Each path asks the nearest that it
 * heard of, and hears only from whom it asked itself; nobody is asked by two paths. A liar can lead its own path astray,
 * with peers that do not exist or that are its friends, and no other. A path rests when the {@code k} nearest of its own
 * have answered, on it or on another; the lookup ends when all rest, when the query has what it wants, or when its
 * deadline has passed.
 *
 * <p>Owned by one thread, which it never blocks.
 */
final class Lookup {
    /** What a lookup wants on its way. */
    interface Query {
        /** The same question for everybody. */
        KadMessage question();

        /**
         * Reads one answer.
         *
         * @param hops 1 for a peer of the own table, 2 for a peer that such a peer named, and so on
         * @return true when nobody else need be asked
         */
        boolean read(PeerAddress from, int hops, KadMessage answer);
    }

    /** Asks one peer once, with a time limit, and tells the table how it went. */
    @FunctionalInterface
    interface Asker {
        CompletionStage<KadMessage> ask(PeerAddress peer, KadMessage question);
    }

    private final Key target;
    private final Query query;
    private final Asker asker;
    private final KadParameters parameters;
    private final Key self;
    private final List<LookupPath> paths = new ArrayList<>();
    private final Map<Key, LookupPath.Fate> fates = new HashMap<>();
    private final List<PeerAddress> answered = new ArrayList<>();
    private final CompletableFuture<LookupResult> result = new CompletableFuture<>();
    private KadScheduler.Timer deadline = () -> {};
    private int open;
    private int asked;

    Lookup(Key target, Query query, Asker asker, KadParameters parameters, Key self) {
        this.target = target;
        this.query = query;
        this.asker = asker;
        this.parameters = parameters;
        this.self = self;
    }

    /**
     * Begins.
     *
     * @param known where to start; fewer make fewer paths
     * @return never fails; what is found depends on who answers
     */
    CompletionStage<LookupResult> start(List<PeerAddress> known, KadScheduler scheduler) {
        int count = Math.max(1, Math.min(parameters.lookup().paths(), known.size()));
        for (int i = 0; i < count; i++) {
            paths.add(new LookupPath(target, parameters.k(), parameters.lookup().region()));
        }
        LookupPath.Word own = new LookupPath.Word();
        for (int i = 0; i < known.size(); i++) {
            paths.get(i % count).hear(known.get(i), 1, own);
        }
        deadline = scheduler.after(parameters.lookup().deadline(), this::stop);
        proceed(paths);
        return result;
    }

    /** Ends it now; what was found so far is the result. */
    void stop() {
        finish();
    }

    /** A path rests until it hears something new, or somebody on whom it relied turns out to be silent. */
    private void proceed(List<LookupPath> awake) {
        for (LookupPath path : awake) {
            while (!result.isDone() && path.open < parameters.lookup().alpha()) {
                Optional<LookupPath.Heard> next = next(path);
                if (next.isEmpty()) {
                    break;
                }
                ask(path, next.get());
            }
        }
        if (open == 0) {
            finish();
        }
    }

    /** Those whom only doubtful peers named are asked when the others are used up and too few have answered. */
    private Optional<LookupPath.Heard> next(LookupPath path) {
        Optional<LookupPath.Heard> next = path.next(this::fate, false);
        return next.isEmpty() && answered.size() < parameters.k() ? path.next(this::fate, true) : next;
    }

    private LookupPath.Fate fate(PeerAddress peer) {
        return fates.getOrDefault(peer.key(), LookupPath.Fate.UNASKED);
    }

    private void ask(LookupPath path, LookupPath.Heard next) {
        PeerAddress peer = next.peer();
        fates.put(peer.key(), LookupPath.Fate.ASKED);
        path.open++;
        open++;
        asked++;
        asker.ask(peer, query.question()).whenComplete((answer, failure) -> {
            path.open--;
            open--;
            if (result.isDone()) {
                return;
            }
            if (next.hops() > 1) {
                next.word().turnedOut(failure == null);
            }
            if (failure == null) {
                answered(path, next, answer);
            } else {
                fates.put(peer.key(), LookupPath.Fate.SILENT);
            }
            if (!result.isDone()) {
                proceed(failure == null ? List.of(path) : paths);
            }
        });
    }

    private void answered(LookupPath path, LookupPath.Heard from, KadMessage answer) {
        fates.put(from.peer().key(), LookupPath.Fate.ANSWERED);
        answered.add(from.peer());
        // More than k are a flood: nobody honest names more.
        LookupPath.Word word = new LookupPath.Word();
        answer.closer().stream()
                .limit(parameters.k())
                .filter(peer -> !peer.key().equals(self)
                        && !peer.addresses().isEmpty()
                        && parameters.puzzle().solvedBy(peer.id()))
                .forEach(peer -> path.hear(peer, from.hops() + 1, word));
        if (query.read(from.peer(), from.hops(), answer)) {
            finish();
        }
    }

    private void finish() {
        deadline.cancel();
        if (!result.isDone()) {
            answered.sort(target.nearest());
            result.complete(new LookupResult(target, List.copyOf(answered), asked));
        }
    }
}

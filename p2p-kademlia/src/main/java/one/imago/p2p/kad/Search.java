package one.imago.p2p.kad;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import one.imago.p2p.address.PeerId;

/**
 * A lookup, and what is to be done when a crowd sits on its target: look for the honest neighbours around it, and ask
 * those too ({@link Region}).
 *
 * <p>Owned by one thread.
 */
final class Search implements Lookup.Query {
    private final byte[] wireKey;
    private final Lookup.Query query;
    private final Lookups lookups;
    private final NetworkSize size;
    private final KadParameters parameters;
    private final RandomGenerator random;
    private final CompletableFuture<List<PeerAddress>> members = new CompletableFuture<>();
    private final Set<PeerId> read = new HashSet<>();
    private boolean satisfied;
    private int deepest;

    Search(byte[] wireKey, Lookup.Query query, Surroundings surroundings) {
        this.wireKey = wireKey;
        this.query = query;
        lookups = surroundings.lookups();
        size = surroundings.size();
        parameters = surroundings.parameters();
        random = surroundings.random();
    }

    /** What every search of a node shares. */
    record Surroundings(Lookups lookups, NetworkSize size, KadParameters parameters, RandomGenerator random) {}

    /**
     * Begins.
     *
     * @return the peers where records of this key belong, nearest first: the {@code k} nearest, or a crowd and everybody
     *     around it. When the query was satisfied on the way, those that answered until then
     */
    CompletionStage<List<PeerAddress>> start() {
        lookups.start(Key.of(wireKey), this).whenComplete((found, failure) -> {
            if (found == null) {
                members.completeExceptionally(failure);
                return;
            }
            Optional<Region> crowd = satisfied ? Optional.empty() : Region.crowded(found, size.estimate(), parameters);
            crowd.ifPresentOrElse(
                    region -> widen(region, found), () -> members.complete(found.closest(parameters.k())));
        });
        return members;
    }

    /** Nobody wants to know any more. */
    void stop() {
        satisfied = true;
    }

    @Override
    public KadMessage question() {
        return query.question();
    }

    @Override
    public boolean read(PeerAddress from, int hops, KadMessage answer) {
        deepest = Math.max(deepest, hops);
        read.add(from.id());
        satisfied |= query.read(from, hops, answer);
        return satisfied;
    }

    private void widen(Region region, LookupResult found) {
        Set<PeerAddress> around = new HashSet<>(found.answered());
        List<CompletionStage<?>> walks = new ArrayList<>();
        int before = deepest;
        for (byte[] sibling : region.siblings(random)) {
            Lookup.Query walk = Lookups.query(KadMessage.findNode(sibling), (from, hops, answer) -> {
                deepest = Math.max(deepest, before + hops);
                return satisfied;
            });
            walks.add(lookups.start(Key.of(sibling), walk).thenAccept(result -> around.addAll(result.answered())));
        }
        Stages.all(walks).whenComplete((nothing, failure) -> {
            List<PeerAddress> nearest = new ArrayList<>(around);
            nearest.sort(region.target().nearest());
            ask(region.members(nearest, parameters.k(), parameters.lookup().region()));
        });
    }

    /** Puts the question to those in the region that were only walked over. */
    private void ask(List<PeerAddress> region) {
        List<CompletionStage<?>> answers = new ArrayList<>();
        if (query.question().type() != KadMessage.Type.FIND_NODE) {
            int hops = deepest + 1;
            for (PeerAddress peer : region) {
                if (!satisfied && !read.contains(peer.id())) {
                    answers.add(lookups.ask(peer, query.question())
                            .thenAccept(answer -> finish(region, satisfied || read(peer, hops, answer))));
                }
            }
        }
        Stages.all(answers).whenComplete((nothing, failure) -> finish(region, true));
    }

    private void finish(List<PeerAddress> region, boolean done) {
        if (done) {
            members.complete(region);
        }
    }
}

package one.imago.p2p.kad;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.PeerId;

/**
 * Keeps the table full and true: joins through the bootstrap peers, looks up the own place and one place in every
 * bucket, checks peers that introduce themselves, and asks those that were silent for long.
 *
 * <p>Owned by one thread.
 */
final class Upkeep {
    private static final Duration BETWEEN_JOINS = Duration.ofSeconds(30);
    private static final int MOST_CHECKS = 64;

    private final PeerId self;
    private final RoutingTable table;
    private final Conversation conversation;
    private final Search.Surroundings surroundings;
    private final KadScheduler scheduler;
    private List<PeerAddress> bootstrap = List.of();
    private int checks;
    private boolean joining;
    private boolean alone = true;

    Upkeep(
            PeerId self,
            RoutingTable table,
            Conversation conversation,
            Search.Surroundings surroundings,
            KadScheduler scheduler) {
        this.self = self;
        this.table = table;
        this.conversation = conversation;
        this.surroundings = surroundings;
        this.scheduler = scheduler;
    }

    /** Begins, and goes on until the scheduler's thread ends. */
    void start(List<PeerAddress> peers) {
        bootstrap = List.copyOf(peers);
        join();
    }

    /** A peer introduced itself as a server. It is asked something first, and enters the table when it answers. */
    void introduced(PeerAddress peer) {
        if (checks < MOST_CHECKS
                && !peer.addresses().isEmpty()
                && surroundings.parameters().puzzle().solvedBy(peer.id())
                && table.hasRoomFor(peer.key())) {
            checks++;
            conversation.check(peer).whenComplete((answer, failure) -> {
                checks--;
                if (answer != null && alone) {
                    join();
                }
            });
        }
    }

    /** Asks the bootstrap peers, then looks around. Again after a while, for as long as nobody answers. */
    private CompletionStage<Void> join() {
        if (joining) {
            return CompletableFuture.completedFuture(null);
        }
        joining = true;
        List<CompletionStage<?>> asked = new ArrayList<>();
        if (table.size() == 0) {
            for (PeerAddress peer : bootstrap) {
                asked.add(conversation.ask(peer, KadMessage.findNode(self)));
            }
        }
        return Stages.all(asked).thenCompose(nothing -> {
            joining = false;
            alone = table.size() == 0;
            if (alone) {
                scheduler.after(BETWEEN_JOINS, () -> {
                    if (alone) {
                        join();
                    }
                });
                return CompletableFuture.<Void>completedFuture(null);
            }
            return lookAround(table.bucketsUnusedSince(scheduler.millis()));
        });
    }

    /** Looks up the own place, then one place in each of these buckets, one after another. */
    CompletionStage<Void> lookAround(List<Integer> buckets) {
        CompletionStage<Void> chain = walk(self.bytes()).thenApply(found -> null);
        if (buckets.isEmpty()) {
            return chain;
        }
        Map<Integer, byte[]> places =
                Preimages.find(Key.of(self), Collections.min(buckets), Collections.max(buckets), surroundings.random());
        for (int bucket : buckets) {
            byte[] place = places.get(bucket);
            if (place != null) {
                chain = chain.thenCompose(done -> walk(place)).thenAccept(this::measure);
            }
        }
        return chain;
    }

    private CompletionStage<Optional<LookupResult>> walk(byte[] place) {
        return surroundings
                .lookups()
                .start(Key.of(place), Lookups.walk(place))
                .handle((found, failure) -> Optional.ofNullable(found));
    }

    /** Learns the size of the network from a random place; the own is not random, and may be besieged. */
    private void measure(Optional<LookupResult> walk) {
        walk.map(found -> found.closest(surroundings.parameters().k()))
                .filter(nearest -> !nearest.isEmpty())
                .ifPresent(nearest -> {
                    Key farthest = nearest.get(nearest.size() - 1).key();
                    double reach = walk.get().target().fraction(farthest);
                    surroundings
                            .size()
                            .learn(nearest.size(), surroundings.parameters().k(), reach);
                });
    }

    /** Visits every bucket now. */
    void refresh() {
        lookAround(table.bucketsUnusedSince(scheduler.millis()));
    }

    /** Asks the silent whether they live, and visits buckets that were not visited lately. */
    void tend() {
        long before =
                scheduler.millis() - surroundings.parameters().table().stale().toMillis();
        table.silentSince(before).stream().limit(MOST_CHECKS).forEach(conversation::check);
        if (table.size() == 0) {
            alone = true;
            join();
        } else {
            List<Integer> buckets = new ArrayList<>(table.bucketsUnusedSince(before));
            List<Integer> all = table.bucketsUnusedSince(scheduler.millis());
            if (buckets.isEmpty() && !all.isEmpty()) {
                // One in any case, so that the size of the network stays known.
                buckets.add(all.get(surroundings.random().nextInt(all.size())));
            }
            lookAround(buckets);
        }
    }
}

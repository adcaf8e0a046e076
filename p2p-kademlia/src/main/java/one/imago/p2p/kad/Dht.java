package one.imago.p2p.kad;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import one.imago.node.storage.KeyValueStore;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.address.PeerId;

/**
 * A node's part in the distributed hash table. Thread-safe: every call is handed to the one thread that owns the state,
 * and every stage ends on that thread, so what hangs on it must not block.
 */
public final class Dht {
    private static final int MOST_REQUESTS_WAITING = 4_096;
    private static final int REPUBLISHED_AT_ONCE = 16;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final PeerId self;
    private final Supplier<List<Multiaddr>> addresses;
    private final KadScheduler scheduler;
    private final KadParameters parameters;
    private final RoutingTable table;
    private final NetworkSize size = new NetworkSize();
    private final ProviderRecords providers;
    private final ValueRecords values;
    private final Publications publications;
    private final Conversation conversation;
    private final Lookups lookups;
    private final Search.Surroundings surroundings;
    private final Upkeep upkeep;
    private final Responder responder;
    private final AtomicInteger requestsWaiting = new AtomicInteger();
    private volatile DhtStatus status = DhtStatus.EMPTY;
    private volatile boolean stopped;
    private boolean republishing;
    private long refused;

    /**
     * What a node brings along.
     *
     * @param self its peer id
     * @param addresses where it can be dialled now; empty when it is a client only
     * @param link to its peers
     * @param scheduler its owner's thread
     * @param store opened with {@link RecordSegments#ALL}
     * @param random for places to look at; need not be secret
     */
    public record Surroundings(
            PeerId self,
            Supplier<List<Multiaddr>> addresses,
            KadLink link,
            KadScheduler scheduler,
            KeyValueStore store,
            RandomGenerator random) {}

    public Dht(Surroundings given, KadParameters parameters) {
        self = given.self;
        addresses = given.addresses;
        scheduler = given.scheduler;
        this.parameters = parameters;
        table = new RoutingTable(Key.of(self), parameters.k(), parameters.table());
        providers = new ProviderRecords(given.store, parameters.records());
        values = new ValueRecords(given.store, parameters.records());
        publications = new Publications(given.store, parameters.records().republish());
        conversation = new Conversation(given.link, scheduler, table, parameters);
        lookups = new Lookups(Key.of(self), table, conversation, scheduler, parameters);
        surroundings = new Search.Surroundings(lookups, size, parameters, given.random);
        upkeep = new Upkeep(self, table, conversation, surroundings, scheduler);
        responder = new Responder(table, providers, values, parameters);
    }

    /**
     * Reads the records of the run before, joins the network, and begins to look after both.
     *
     * @param bootstrap peers to begin with; may be empty, when others will introduce themselves
     */
    public void start(List<PeerAddress> bootstrap) {
        scheduler.execute(() -> {
            providers.load(scheduler.millis());
            values.load(scheduler.millis());
            publications.load();
            upkeep.start(bootstrap);
            repeat(parameters.table().upkeep(), upkeep::tend);
            repeat(BETWEEN_ROUNDS, this::round);
            repeat(BETWEEN_LOOKS, this::look);
        });
    }

    /** Looks around in the whole keyspace now, as is done little by little anyway; after a long sleep, for example. */
    public void refresh() {
        scheduler.execute(upkeep::refresh);
    }

    /** Begins nothing more. */
    public void stop() {
        stopped = true;
    }

    private void repeat(Duration period, Runnable work) {
        scheduler.after(period, () -> {
            if (!stopped) {
                work.run();
                repeat(period, work);
            }
        });
    }

    /** A connected peer said that it serves the protocol, and where it listens. */
    public void identified(PeerAddress peer) {
        scheduler.execute(() -> upkeep.introduced(peer));
    }

    /**
     * Answers a request.
     *
     * @param from proven by the connection
     * @return empty for a request without an answer; fails with a {@link RefusedRequest} when the stream deserves to be
     *     reset, or a {@link RejectedExecutionException} when too many wait
     */
    public CompletionStage<Optional<KadMessage>> handle(PeerId from, KadMessage request) {
        CompletableFuture<Optional<KadMessage>> answer = new CompletableFuture<>();
        if (requestsWaiting.incrementAndGet() > MOST_REQUESTS_WAITING) {
            requestsWaiting.decrementAndGet();
            answer.completeExceptionally(new RejectedExecutionException("too many requests wait already"));
            return answer;
        }
        scheduler.execute(() -> {
            requestsWaiting.decrementAndGet();
            try {
                answer.complete(responder.answer(from, request, scheduler.millis()));
            } catch (RefusedRequest e) {
                refused++;
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /**
     * Records at the peers around the content's key that this node has it, now and again before the record expires.
     *
     * @return how many peers were told; 0 when nobody was reached yet, and then it is tried again by itself
     */
    public CompletionStage<Integer> provide(Multihash content) {
        return onOwner(() -> {
            Publications.Subject subject = new Publications.Content(content);
            publications.add(subject);
            return publish(subject);
        });
    }

    /** Publishes this content no more. What was told before expires by itself. */
    public CompletionStage<Void> unprovide(Multihash content) {
        return onOwner(() -> {
            publications.remove(Key.of(content));
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * Publishes a value, now and again before it expires.
     *
     * @return how many peers keep it
     */
    public CompletionStage<Integer> putValue(SignedValue value) {
        return onOwner(() -> {
            Publications.Subject subject = new Publications.Value(value);
            publications.add(subject);
            return publish(subject);
        });
    }

    /**
     * Looks for providers until the sink has enough, or everybody who could know was asked.
     *
     * @return done when no more will come
     */
    public CompletionStage<Void> findProviders(Multihash content, ProviderSink sink) {
        return onOwner(() -> {
            Set<PeerId> seen = new HashSet<>();
            for (PeerAddress known : providers.of(Key.of(content), scheduler.millis())) {
                if (seen.add(known.id()) && sink.found(known, 0)) {
                    return CompletableFuture.completedFuture(null);
                }
            }
            Lookup.Query query = Lookups.query(KadMessage.getProviders(content), (from, hops, answer) -> {
                boolean enough = false;
                for (PeerAddress provider : answer.providers()) {
                    enough = enough || (seen.add(provider.id()) && sink.found(provider, hops));
                }
                return enough;
            });
            return new Search(content.bytes(), query, surroundings).start().thenApply(members -> null);
        });
    }

    /** Where a peer can be reached; empty when nobody knows. */
    public CompletionStage<Optional<PeerAddress>> findPeer(PeerId peer) {
        return onOwner(() -> {
            List<PeerAddress> found = new ArrayList<>(table.closest(Key.of(peer), 1));
            found.removeIf(nearest -> !nearest.id().equals(peer));
            Lookup.Query query = Lookups.query(KadMessage.findNode(peer), (from, hops, answer) -> {
                answer.closer().stream()
                        .filter(each ->
                                each.id().equals(peer) && !each.addresses().isEmpty())
                        .forEach(found::add);
                return !found.isEmpty();
            });
            return found.isEmpty()
                    ? lookups.start(Key.of(peer), query)
                            .thenApply(done -> found.stream().findFirst())
                    : CompletableFuture.completedFuture(Optional.of(found.get(0)));
        });
    }

    /**
     * Looks for the value under a key, asks {@code quorum} peers that have one before it believes the best, and brings
     * that to those of the nearest that had none or a worse one.
     *
     * @param key as {@link SignedValue#key} makes it
     * @return the valid value of the highest sequence that was found; empty when none was
     */
    public CompletionStage<Optional<SignedValue>> getValue(byte[] key, int quorum) {
        return onOwner(() -> new ValueSearch(key, quorum).start());
    }

    /** The state as of a few seconds ago, for metrics and operators. */
    public DhtStatus status() {
        return status;
    }

    /** One search for a value. */
    private final class ValueSearch {
        private final byte[] key;
        private final int quorum;
        private final Map<PeerAddress, Optional<SignedValue>> held = new HashMap<>();
        private Optional<SignedValue> best;

        ValueSearch(byte[] key, int quorum) {
            this.key = key.clone();
            this.quorum = quorum;
            best = values.get(Key.of(key), scheduler.millis());
        }

        CompletionStage<Optional<SignedValue>> start() {
            Lookup.Query query =
                    Lookups.query(KadMessage.getValue(key), (from, hops, answer) -> read(from, answer) >= quorum);
            return new Search(key, query, surroundings).start().thenApply(members -> {
                best.ifPresent(value -> members.stream()
                        .filter(held::containsKey)
                        .filter(peer -> !best.equals(held.get(peer)))
                        .forEach(peer -> conversation.ask(peer, KadMessage.putValue(key, value.encode()))));
                return best;
            });
        }

        private long read(PeerAddress from, KadMessage answer) {
            Optional<SignedValue> value = answer.record().flatMap(this::valid);
            held.put(from, value);
            value.filter(each -> best.filter(known -> SignedValue.WORTH.compare(known, each) >= 0)
                            .isEmpty())
                    .ifPresent(each -> best = Optional.of(each));
            return held.values().stream().filter(Optional::isPresent).count();
        }

        private Optional<SignedValue> valid(KadMessage.Entry entry) {
            try {
                SignedValue value = SignedValue.decode(entry.value().bytes());
                return Arrays.equals(value.key(), key) && value.expires() > scheduler.millis()
                        ? Optional.of(value)
                        : Optional.empty();
            } catch (MalformedMessage e) {
                return Optional.empty();
            }
        }
    }

    private CompletionStage<Integer> publish(Publications.Subject subject) {
        boolean isContent = subject instanceof Publications.Content;
        byte[] wireKey;
        KadMessage message;
        if (subject instanceof Publications.Content content) {
            if (addresses.get().isEmpty()) {
                // Nobody keeps a provider that cannot be reached.
                return CompletableFuture.completedFuture(0);
            }
            wireKey = content.hash().bytes();
            message = KadMessage.addProvider(content.hash(), PeerAddress.of(self, addresses.get()));
        } else {
            SignedValue value = ((Publications.Value) subject).value();
            wireKey = value.key();
            message = KadMessage.putValue(wireKey, value.encode());
        }
        return new Search(wireKey, Lookups.walk(wireKey), surroundings)
                .start()
                .thenCompose(members -> {
                    AtomicInteger count = new AtomicInteger();
                    List<CompletionStage<?>> told = new ArrayList<>();
                    for (PeerAddress member : members) {
                        CompletionStage<?> one =
                                isContent ? conversation.tell(member, message) : conversation.ask(member, message);
                        told.add(one.thenAccept(done -> count.incrementAndGet()));
                    }
                    return Stages.all(told).thenApply(nothing -> count.get());
                })
                .thenApply(count -> {
                    if (count > 0) {
                        publications.published(subject, scheduler.millis());
                    }
                    return count;
                });
    }

    /** What has expired goes, what is due is published. */
    private void round() {
        long now = scheduler.millis();
        providers.expire(now);
        values.expire(now);
        publications.expire(now);
        republish();
    }

    private void look() {
        status = new DhtStatus(
                table.size(),
                table.fill(),
                size.estimate(),
                providers.size(),
                values.size(),
                publications.size(),
                publications.waiting(),
                publications.lag(scheduler.millis()),
                lookups.started(),
                refused);
    }

    /** Publishes what is due, a few at a time, until nothing is. */
    private void republish() {
        if (republishing || stopped || table.size() == 0) {
            return;
        }
        List<Publications.Subject> due = publications.due(scheduler.millis(), REPUBLISHED_AT_ONCE);
        if (due.isEmpty()) {
            return;
        }
        republishing = true;
        AtomicInteger reached = new AtomicInteger();
        List<CompletionStage<?>> rounds = new ArrayList<>();
        for (Publications.Subject subject : due) {
            rounds.add(publish(subject).thenAccept(reached::addAndGet));
        }
        Stages.all(rounds).whenComplete((nothing, failure) -> {
            republishing = false;
            // Where nobody was reached, the next minute will do.
            if (reached.get() > 0) {
                republish();
            }
        });
    }

    private <T> CompletionStage<T> onOwner(Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        scheduler.execute(() -> work.get().whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }));
        return result;
    }
}

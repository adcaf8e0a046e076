package one.imago.p2p.kad;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Starts lookups, a bounded number at a time; more wait in line, and beyond that line are turned away. */
final class Lookups {
    private static final int MOST_WAITING = 4_096;

    private final Key self;
    private final RoutingTable table;
    private final Lookup.Asker asker;
    private final KadScheduler scheduler;
    private final KadParameters parameters;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private long started;

    Lookups(Key self, RoutingTable table, Lookup.Asker asker, KadScheduler scheduler, KadParameters parameters) {
        this.self = self;
        this.table = table;
        this.asker = asker;
        this.scheduler = scheduler;
        this.parameters = parameters;
    }

    /** Looks up a place, beginning with the table. */
    CompletionStage<LookupResult> start(Key target, Lookup.Query query) {
        CompletableFuture<LookupResult> result = new CompletableFuture<>();
        Runnable run = () -> run(target, query, result);
        if (running < parameters.lookup().atOnce()) {
            run.run();
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(run);
        } else {
            result.completeExceptionally(new RejectedExecutionException("too many lookups wait already"));
        }
        return result;
    }

    private void run(Key target, Lookup.Query query, CompletableFuture<LookupResult> result) {
        running++;
        started++;
        table.used(target, scheduler.millis());
        List<PeerAddress> known = table.closest(target, parameters.k());
        new Lookup(target, query, asker, parameters, self)
                .start(known, scheduler)
                .whenComplete((found, failure) -> {
                    running--;
                    result.complete(found);
                    Runnable next = waiting.poll();
                    if (next != null) {
                        next.run();
                    }
                });
    }

    CompletionStage<KadMessage> ask(PeerAddress peer, KadMessage question) {
        return asker.ask(peer, question);
    }

    long started() {
        return started;
    }

    int waiting() {
        return waiting.size();
    }

    /** A query that only walks: to find who is nearest. */
    static Lookup.Query walk(byte[] wireKey) {
        return query(KadMessage.findNode(wireKey), (from, hops, answer) -> false);
    }

    static Lookup.Query query(KadMessage question, Reader reader) {
        return new Lookup.Query() {
            @Override
            public KadMessage question() {
                return question;
            }

            @Override
            public boolean read(PeerAddress from, int hops, KadMessage answer) {
                return reader.read(from, hops, answer);
            }
        };
    }

    /** The second half of a query. */
    @FunctionalInterface
    interface Reader {
        boolean read(PeerAddress from, int hops, KadMessage answer);
    }
}

package one.imago.p2p.bitswap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import one.imago.node.content.Cid;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.bitswap.BitswapMessage.Payload;
import one.imago.p2p.bitswap.BitswapMessage.Presence;
import one.imago.p2p.bitswap.Want.Kind;
import one.imago.p2p.block.PeerBlocks;

/**
 * Answers what peers want. One message a peer is under way at a time, and peers take turns, so that a peer that wants
 * everything waits behind one that wants a little. A want for what is not here is answered at once and forgotten; nobody
 * is told later. Used by one thread; disks are read by workers.
 */
final class BlockServer {
    private final PeerBlocks blocks;
    private final BitswapLink link;
    private final Threads threads;
    private final Clock clock;
    private final ServingLimits limits;
    private final Map<PeerId, Customer> customers = new HashMap<>();
    private final Deque<Customer> queue = new ArrayDeque<>();
    private final Cache<PeerId, TokenBucket> budgets = Caffeine.newBuilder()
            .maximumSize(ServingLimits.MAX_BUDGETS)
            .executor(Runnable::run)
            .build();
    private final LongAdder servedBytes = new LongAdder();
    private int active;

    BlockServer(PeerBlocks blocks, BitswapLink link, Threads threads, Clock clock, ServingLimits limits) {
        this.blocks = blocks;
        this.link = link;
        this.threads = threads;
        this.clock = clock;
        this.limits = limits;
    }

    LongAdder servedBytes() {
        return servedBytes;
    }

    /** Takes the wants of a message. */
    void received(PeerId peer, BitswapMessage message) {
        if (!message.full() && message.wants().isEmpty() && message.foreign().isEmpty()) {
            return;
        }
        Customer customer = customers.computeIfAbsent(peer, Customer::new);
        customer.update(message);
        enqueue(customer);
        serve();
    }

    void disconnected(PeerId peer) {
        Customer customer = customers.remove(peer);
        if (customer != null) {
            customer.wants.clear();
            customer.foreign.clear();
        }
    }

    private void enqueue(Customer customer) {
        if (!customer.busy && !customer.queued && customer.wantsSomething()) {
            customer.queued = true;
            queue.addLast(customer);
        }
    }

    private void serve() {
        while (active < ServingLimits.MAX_ACTIVE && !queue.isEmpty()) {
            Customer customer = queue.removeFirst();
            customer.queued = false;
            if (!customer.wantsSomething()) {
                customers.remove(customer.peer, customer);
                continue;
            }
            TokenBucket budget = budget(customer.peer);
            if (!budget.hasSome(clock.instant())) {
                customer.queued = true;
                Future<?> unused = threads.after(budget.untilSome(clock.instant()), () -> {
                    customer.queued = false;
                    enqueue(customer);
                    serve();
                });
                continue;
            }
            begin(customer);
        }
    }

    private TokenBucket budget(PeerId peer) {
        return budgets.get(peer, key -> new TokenBucket(limits.bytesPerSecond(), limits.burstBytes(), clock.instant()));
    }

    private void begin(Customer customer) {
        List<Want> wants = customer.next();
        List<ByteBuffer> foreign = List.copyOf(customer.foreign);
        customer.foreign.clear();
        customer.busy = true;
        active++;
        try {
            threads.work(() -> {
                Reply reply = gather(customer.peer, wants, foreign);
                threads.own(() -> send(customer, reply));
            });
        } catch (RejectedExecutionException e) {
            // The workers are overwhelmed; the peer asks again or somebody else.
            end(customer);
        }
    }

    /** On a worker. */
    private Reply gather(PeerId peer, List<Want> wants, List<ByteBuffer> foreign) {
        List<Payload> payloads = new ArrayList<>();
        List<Presence> presences = new ArrayList<>();
        foreign.forEach(id -> presences.add(new Presence(id, false)));
        List<Want> answered = new ArrayList<>();
        int bytes = 0;
        String name = peer.toString();
        for (Want want : wants) {
            if (bytes >= ServingLimits.MESSAGE_BYTES) {
                break;
            }
            answered.add(want);
            boolean there = false;
            if (want.kind() == Kind.HAVE) {
                there = blocks.mayServe(want.cid(), name);
                if (there) {
                    presences.add(Presence.of(want.cid(), true));
                }
            } else {
                Optional<byte[]> block =
                        blocks.serve(want.cid(), name).filter(found -> found.length <= BitswapMessage.MAX_BLOCK_BYTES);
                there = block.isPresent();
                if (there) {
                    payloads.add(new Payload(want.cid().codec(), ByteBuffer.wrap(block.get())));
                    bytes += block.get().length;
                }
            }
            if (!there && want.sendDontHave()) {
                presences.add(Presence.of(want.cid(), false));
            }
        }
        byte[] message = payloads.isEmpty() && presences.isEmpty()
                ? new byte[0]
                : BitswapCodec.encode(BitswapMessage.answering(payloads, presences, 0));
        return new Reply(message, bytes, answered);
    }

    private void send(Customer customer, Reply reply) {
        customer.answered(reply.answered());
        if (reply.message().length == 0) {
            end(customer);
            return;
        }
        budget(customer.peer).take(reply.blockBytes());
        servedBytes.add(reply.blockBytes());
        Future<?> patience = threads.after(limits.patience(), () -> link.drop(customer.peer));
        link.send(customer.peer, reply.message())
                .whenComplete((done, failure) -> threads.own(() -> {
                    patience.cancel(false);
                    if (failure != null) {
                        disconnected(customer.peer);
                    }
                    end(customer);
                }));
    }

    private void end(Customer customer) {
        active--;
        customer.busy = false;
        enqueue(customer);
        if (!customer.queued) {
            customers.remove(customer.peer, customer);
        }
        serve();
    }

    /** What was found for a peer. */
    private record Reply(byte[] message, int blockBytes, List<Want> answered) {}

    /** One peer and what it wants. */
    private static final class Customer {
        private final PeerId peer;
        private final Map<Cid, Want> wants = new LinkedHashMap<>();
        private final Deque<ByteBuffer> foreign = new ArrayDeque<>();
        private boolean busy;
        private boolean queued;

        private Customer(PeerId peer) {
            this.peer = peer;
        }

        private boolean wantsSomething() {
            return !wants.isEmpty() || !foreign.isEmpty();
        }

        private void update(BitswapMessage message) {
            if (message.full()) {
                wants.clear();
            }
            for (Want want : message.wants()) {
                if (want.cancel()) {
                    wants.remove(want.cid());
                } else if (wants.containsKey(want.cid()) || wants.size() < ServingLimits.MAX_WANTS) {
                    wants.put(want.cid(), want);
                }
            }
            for (ByteBuffer id : message.foreign()) {
                if (foreign.size() < ServingLimits.MAX_WANTS) {
                    foreign.add(id);
                }
            }
        }

        /** The wants that come next, by the peer's own priorities and then in the order they came. */
        private List<Want> next() {
            return wants.values().stream()
                    .sorted((a, b) -> Integer.compare(b.priority(), a.priority()))
                    .limit(ServingLimits.MESSAGE_ANSWERS)
                    .toList();
        }

        /** Forgets what was answered, unless it was asked anew meanwhile. */
        @SuppressWarnings("ReferenceEquality") // asked anew in the same words is another want
        private void answered(List<Want> done) {
            for (Want want : done) {
                if (wants.get(want.cid()) == want) {
                    wants.remove(want.cid());
                }
            }
        }
    }
}

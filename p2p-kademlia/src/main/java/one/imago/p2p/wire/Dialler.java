package one.imago.p2p.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/** Tries a peer's addresses one after the other. One attempt a peer at a time; others wait for it. Thread-safe. */
final class Dialler {
    private static final int MAX_ATTEMPTS = 8;

    private final AddressBook book;
    private final Executor resolving;
    private final Clock clock;
    private final Attempt attempt;
    private final Map<PeerId, CompletableFuture<Connection>> underWay = new ConcurrentHashMap<>();

    /** One socket, up to the admitted connection. */
    interface Attempt {
        CompletionStage<Connection> dial(PeerId peer, Multiaddr address, InetSocketAddress socket);
    }

    /**
     * @param resolving where host names are looked up, which blocks
     */
    Dialler(AddressBook book, Executor resolving, Clock clock, Attempt attempt) {
        this.book = book;
        this.resolving = resolving;
        this.clock = clock;
        this.attempt = attempt;
    }

    CompletionStage<Connection> dial(PeerId peer, List<Multiaddr> hints) {
        Set<Multiaddr> candidates = new LinkedHashSet<>();
        for (Multiaddr hint : hints) {
            if (hint.peer().isEmpty() || hint.peer().get().equals(peer)) {
                candidates.add(hint.withoutPeer());
            }
        }
        candidates.addAll(book.known(peer));
        List<Multiaddr> due = book.due(List.copyOf(candidates), clock.millis());
        if (due.isEmpty()) {
            String why = candidates.isEmpty() ? "no address is known" : "its addresses failed a moment ago";
            return CompletableFuture.failedFuture(new IOException("cannot reach " + peer + ": " + why));
        }
        CompletableFuture<Connection> mine = new CompletableFuture<>();
        CompletableFuture<Connection> running = underWay.putIfAbsent(peer, mine);
        if (running != null) {
            return running;
        }
        CompletionStage<Connection> over = mine;
        over.whenComplete((connection, failure) -> underWay.remove(peer, mine));
        next(peer, due.subList(0, Math.min(MAX_ATTEMPTS, due.size())), 0, new ArrayList<>(), mine);
        return mine;
    }

    private void next(
            PeerId peer,
            List<Multiaddr> addresses,
            int index,
            List<String> failures,
            CompletableFuture<Connection> result) {
        if (index == addresses.size()) {
            result.completeExceptionally(new IOException("cannot reach " + peer + ": " + String.join("; ", failures)));
            return;
        }
        Multiaddr address = addresses.get(index);
        resolve(address)
                .thenCompose(socket -> attempt.dial(peer, address, socket))
                .whenComplete((connection, failure) -> {
                    if (failure == null) {
                        book.succeeded(address);
                        result.complete(connection);
                    } else {
                        book.failed(address, clock.millis());
                        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure;
                        failures.add(address + ": " + cause.getMessage());
                        next(peer, addresses, index + 1, failures, result);
                    }
                });
    }

    private CompletionStage<InetSocketAddress> resolve(Multiaddr address) {
        InetSocketAddress socket = address.socketAddress();
        if (!socket.isUnresolved()) {
            return CompletableFuture.completedFuture(socket);
        }
        CompletableFuture<InetSocketAddress> resolved = new CompletableFuture<>();
        try {
            resolving.execute(() -> {
                try {
                    resolved.complete(new InetSocketAddress(pick(address, socket.getHostString()), socket.getPort()));
                } catch (UnknownHostException e) {
                    resolved.completeExceptionally(new IOException("no such host", e));
                }
            });
        } catch (RejectedExecutionException e) {
            resolved.completeExceptionally(new IOException("too busy to look up a name", e));
        }
        return resolved;
    }

    private static InetAddress pick(Multiaddr address, String name) throws UnknownHostException {
        for (InetAddress ip : InetAddress.getAllByName(name)) {
            boolean four = ip.getAddress().length == 4;
            boolean wanted = switch (address.kind()) {
                case DNS4 -> four;
                case DNS6 -> !four;
                default -> true;
            };
            if (wanted) {
                return ip;
            }
        }
        throw new UnknownHostException(name);
    }
}

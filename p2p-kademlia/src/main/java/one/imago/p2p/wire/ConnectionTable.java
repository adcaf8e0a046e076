package one.imago.p2p.wire;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.ConnectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected, and who may be. Thread-safe.
 *
 * <p>When two nodes dial each other at the same moment there are two connections. Both ends prefer the same one, dialled
 * by the peer with the smaller id, for new streams; the other one is let go of once it has been idle.
 */
final class ConnectionTable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionTable.class);
    private static final int MAX_PER_PEER = 3;
    private static final int MAX_PER_IP = 32;
    private static final long IDLE_MILLIS = 60_000;

    private final PeerId self;
    private final Limits limits;
    private final Executor events;
    private final Map<PeerId, List<Connection>> byPeer = new HashMap<>();
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private int total;
    private int inbound;

    /**
     * @param most connections at any time; strangers that dial get three quarters of them
     * @param kept connections that are kept though idle
     */
    record Limits(int most, int kept) {
        int inbound() {
            return Math.max(1, most * 3 / 4);
        }
    }

    /**
     * @param events one thread, on which listeners are called in order
     */
    ConnectionTable(PeerId self, Limits limits, Executor events) {
        this.self = self;
        this.limits = limits;
        this.events = events;
    }

    void listen(ConnectionListener listener) {
        listeners.add(listener);
    }

    /** Takes a connection in; says why not otherwise. */
    synchronized Optional<String> admit(Connection connection) {
        PeerId peer = connection.info().peer();
        List<Connection> there = byPeer.getOrDefault(peer, List.of());
        Optional<String> refusal = whyNot(connection, there);
        if (refusal.isPresent()) {
            return refusal;
        }
        byPeer.computeIfAbsent(peer, key -> new ArrayList<>()).add(connection);
        total++;
        inbound += connection.info().outbound() ? 0 : 1;
        if (there.isEmpty()) {
            tell(listener -> listener.connected(connection.info()));
        }
        return Optional.empty();
    }

    private Optional<String> whyNot(Connection connection, List<Connection> there) {
        if (connection.info().peer().equals(self)) {
            return Optional.of("that is this node itself");
        }
        if (total >= limits.most() || (!connection.info().outbound() && inbound >= limits.inbound())) {
            return Optional.of("there are too many connections");
        }
        if (there.size() >= MAX_PER_PEER) {
            return Optional.of("the peer has " + MAX_PER_PEER + " connections already");
        }
        Optional<InetAddress> ip = connection.info().address().ip();
        if (ip.isPresent()
                && !ip.get().isLoopbackAddress()
                && !connection.info().outbound()) {
            long same = all().stream()
                    .filter(other -> other.info().address().ip().equals(ip))
                    .count();
            if (same >= MAX_PER_IP) {
                return Optional.of("there are " + MAX_PER_IP + " connections from that address");
            }
        }
        return Optional.empty();
    }

    synchronized void remove(Connection connection) {
        PeerId peer = connection.info().peer();
        List<Connection> there = byPeer.get(peer);
        if (there == null || !there.remove(connection)) {
            return;
        }
        total--;
        inbound -= connection.info().outbound() ? 0 : 1;
        if (there.isEmpty()) {
            byPeer.remove(peer);
            tell(listener -> listener.disconnected(peer));
        }
    }

    /** The connection of a peer for new streams. */
    synchronized Optional<Connection> best(PeerId peer) {
        return byPeer.getOrDefault(peer, List.of()).stream().max(Comparator.comparing(this::isPreferred));
    }

    private boolean isPreferred(Connection connection) {
        return connection.info().outbound() == (self.compareTo(connection.info().peer()) < 0);
    }

    synchronized List<Connection> of(PeerId peer) {
        return List.copyOf(byPeer.getOrDefault(peer, List.of()));
    }

    synchronized List<Connection> all() {
        return byPeer.values().stream().flatMap(List::stream).toList();
    }

    synchronized int size() {
        return total;
    }

    synchronized int peers() {
        return byPeer.size();
    }

    /** Whether strangers that dial have any chance. */
    synchronized boolean takesInbound() {
        return total < limits.most() && inbound < limits.inbound();
    }

    /** Idle connections to let go of: second ones to a peer, and the longest idle of those above what is kept. */
    synchronized List<Connection> toTrim(long now) {
        List<Connection> trim = new ArrayList<>();
        List<Connection> single = new ArrayList<>();
        for (List<Connection> there : byPeer.values()) {
            Connection best =
                    there.stream().max(Comparator.comparing(this::isPreferred)).orElseThrow();
            for (Connection connection : there) {
                if (connection.session().openStreams() == 0
                        && now - connection.session().lastActive() > IDLE_MILLIS) {
                    (connection == best ? single : trim).add(connection);
                }
            }
        }
        single.sort(Comparator.comparingLong(connection -> connection.session().lastActive()));
        int above = Math.max(0, total - trim.size() - limits.kept());
        trim.addAll(single.subList(0, Math.min(above, single.size())));
        return trim;
    }

    void tell(Consumer<ConnectionListener> news) {
        events.execute(() -> {
            for (ConnectionListener listener : listeners) {
                try {
                    news.accept(listener);
                } catch (RuntimeException e) {
                    LOG.error("a listener to connections failed", e);
                }
            }
        });
    }
}

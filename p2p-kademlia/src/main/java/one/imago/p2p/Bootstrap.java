package one.imago.p2p;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import one.imago.node.service.Service;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.Host;
import one.imago.p2p.connection.PeerConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dials the peers that the operator named, and again whenever the node has hardly any. */
final class Bootstrap extends Service {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final long PERIOD_SECONDS = 3;
    private static final int ENOUGH = 4;

    private final Host host;
    private final List<Multiaddr> first;
    private final ScheduledExecutorService timer;
    private @Nullable Future<?> dialling;

    /**
     * @param first addresses with their peer ids
     */
    Bootstrap(Host host, List<Multiaddr> first, ScheduledExecutorService timer) {
        this.host = host;
        this.first = first;
        this.timer = timer;
    }

    @Override
    public String name() {
        return "p2p-bootstrap";
    }

    @Override
    protected void doStart() {
        if (!first.isEmpty()) {
            dialling = timer.scheduleWithFixedDelay(this::dial, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void dial() {
        List<PeerId> connected =
                host.connections().stream().map(PeerConnection::peer).distinct().toList();
        if (connected.size() >= ENOUGH) {
            return;
        }
        for (Multiaddr address : first) {
            PeerId peer = address.peer().orElseThrow();
            if (!peer.equals(host.self()) && !connected.contains(peer)) {
                host.connect(peer, List.of(address)).exceptionally(e -> {
                    LOG.debug("a first peer is not reached: {}", e.toString());
                    return null;
                });
            }
        }
    }

    @Override
    protected void doStop() {
        if (dialling != null) {
            dialling.cancel(false);
        }
        timer.shutdownNow();
    }
}

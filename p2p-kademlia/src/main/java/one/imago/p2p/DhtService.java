package one.imago.p2p;

import java.util.List;
import one.imago.node.service.Service;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.kad.Dht;
import one.imago.p2p.kad.KadStreams;
import one.imago.p2p.kad.PeerAddress;

/** The distributed hash table, once there is a wire. */
final class DhtService extends Service {
    private final Dht dht;
    private final KadStreams streams;
    private final List<Multiaddr> first;

    /**
     * @param first addresses with their peer ids
     */
    DhtService(Dht dht, KadStreams streams, List<Multiaddr> first) {
        this.dht = dht;
        this.streams = streams;
        this.first = first;
    }

    @Override
    public String name() {
        return "dht";
    }

    @Override
    protected void doStart() {
        streams.serve(dht);
        dht.start(first.stream()
                .map(address -> PeerAddress.of(address.peer().orElseThrow(), List.of(address)))
                .toList());
    }

    @Override
    protected void doStop() {
        dht.stop();
    }
}

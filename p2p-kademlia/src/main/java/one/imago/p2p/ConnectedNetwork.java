package one.imago.p2p;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.node.peer.PeerNetwork;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.Host;
import one.imago.p2p.gossip.Gossip;
import one.imago.p2p.request.Requests;

/** The peer network port over the host. */
final class ConnectedNetwork implements PeerNetwork {
    private final Host host;
    private final Requests requests;
    private final Gossip gossip;

    ConnectedNetwork(Host host, Requests requests, Gossip gossip) {
        this.host = host;
        this.requests = requests;
        this.gossip = gossip;
    }

    @Override
    public Optional<String> address() {
        return host.addresses().stream().findFirst().map(Multiaddr::toString);
    }

    @Override
    public List<Peer> peers() {
        return host.connections().stream()
                .map(connection -> new Peer(
                        connection.peer().toString(), connection.address().toString()))
                .toList();
    }

    @Override
    public void publish(String topic, byte[] message) {
        gossip.publish(topic, message);
    }

    @Override
    public void subscribe(String topic, MessageHandler handler) {
        gossip.subscribe(topic, handler);
    }

    @Override
    public CompletionStage<byte[]> request(String peerId, String protocol, byte[] question) {
        PeerId peer;
        try {
            peer = PeerId.parse(peerId);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException("not a peer id: " + e.getMessage(), e));
        }
        return requests.ask(peer, protocol, question);
    }

    @Override
    public void answer(String protocol, RequestHandler handler) {
        requests.answer(protocol, handler);
    }
}

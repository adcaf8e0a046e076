package one.imago.p2p.rpc;

import java.util.List;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code node_peers}. */
public final class NodePeers implements RpcMethod<NodePeers.Params, NodePeers.Result> {
    private final PeerNetwork network;

    public NodePeers(PeerNetwork network) {
        this.network = network;
    }

    /** Nothing. */
    public record Params() {}

    public record Result(List<PeerNetwork.Peer> peers) {}

    @Override
    public String name() {
        return "node_peers";
    }

    @Override
    public String summary() {
        return "Lists the peers that this node is connected to.";
    }

    @Override
    public Scope scope() {
        return Scope.READ;
    }

    @Override
    public Class<Params> params() {
        return Params.class;
    }

    @Override
    public Class<Result> result() {
        return Result.class;
    }

    @Override
    public Result call(Params params) {
        return new Result(network.peers());
    }
}

package one.imago.chain.rpc;

import java.time.Clock;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.consensus.Head;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code node_status}. */
final class NodeStatusMethod implements RpcMethod<NoParams, NodeStatusMethod.Result> {
    private final ChainService chain;
    private final String network;
    private final PeerNetwork peers;
    private final Clock clock;
    private final long startedMillis;

    NodeStatusMethod(ChainService chain, String network, PeerNetwork peers, Clock clock) {
        this.chain = chain;
        this.network = network;
        this.peers = peers;
        this.clock = clock;
        this.startedMillis = clock.millis();
    }

    record Result(
            String version,
            String network,
            String chainId,
            long height,
            long finalizedHeight,
            boolean synced,
            int peers,
            boolean producing,
            long uptimeSeconds) {}

    @Override
    public String name() {
        return "node_status";
    }

    @Override
    public String summary() {
        return "How the node and its ledger are";
    }

    @Override
    public Scope scope() {
        return Scope.READ;
    }

    @Override
    public Class<NoParams> params() {
        return NoParams.class;
    }

    @Override
    public Class<Result> result() {
        return Result.class;
    }

    @Override
    public Result call(NoParams params) {
        Head head = chain.head();
        String version = getClass().getPackage().getImplementationVersion();
        return new Result(
                version == null ? "development" : version,
                network,
                chain.chainId().hex(),
                head.header().height(),
                head.fin().height(),
                chain.isSynced(),
                peers.peers().size(),
                chain.isProducing(),
                Math.max(0, (clock.millis() - startedMillis) / 1000));
    }
}

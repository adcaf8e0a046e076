package one.imago.chain.rpc;

import java.time.Clock;
import java.util.List;
import one.imago.chain.consensus.ChainService;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.rpc.RpcMethod;

/** The kernel's RPC methods. */
public final class ChainMethods {
    private ChainMethods() {}

    /**
     * @param network name of the genesis's network
     */
    public static List<RpcMethod<?, ?>> all(ChainService chain, String network, PeerNetwork peers, Clock clock) {
        return List.of(
                new NodeStatusMethod(chain, network, peers, clock),
                new ChainHeadMethod(chain),
                new ChainBlockMethod(chain),
                new TxSubmitMethod(chain),
                new TxSubmitManyMethod(chain),
                new TxGetMethod(chain),
                new AccountGetMethod(chain),
                new ChainProducersMethod(chain),
                new EmissionGetMethod(chain),
                new FeeEstimateMethod(),
                new VerifyStateMethod(chain));
    }
}

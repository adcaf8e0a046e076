package one.imago.node.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code rpc.discover}: the OpenRPC document of everything that this server dispatches, itself included. */
final class DiscoverMethod implements RpcMethod<DiscoverMethod.NoParams, ObjectNode> {
    private final ObjectNode document;

    /** It takes none. */
    record NoParams() {}

    DiscoverMethod(Collection<RpcMethod<?, ?>> others) {
        List<RpcMethod<?, ?>> all = new ArrayList<>(others);
        all.add(this);
        document = OpenRpcDocument.of(all);
    }

    @Override
    public String name() {
        return "rpc.discover";
    }

    @Override
    public String summary() {
        return "Describes every method as an OpenRPC document";
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
    public Class<ObjectNode> result() {
        return ObjectNode.class;
    }

    @Override
    public ObjectNode call(NoParams params) {
        return document;
    }
}

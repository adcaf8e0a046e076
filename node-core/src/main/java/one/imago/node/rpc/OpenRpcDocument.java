package one.imago.node.rpc;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenRPC 1.3 description of a server, generated from the methods that it dispatches to. */
final class OpenRpcDocument {
    /** Version of this RPC contract, not of the node. */
    private static final String VERSION = "1.0.0";

    private OpenRpcDocument() {}

    static ObjectNode of(Collection<? extends RpcMethod<?, ?>> methods) {
        JsonSchemas schemas = new JsonSchemas();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openrpc", "1.3.2");
        document.putObject("info").put("title", "Imago node").put("version", VERSION);
        ArrayNode described = document.putArray("methods");
        methods.stream()
                .sorted(Comparator.comparing(RpcMethod::name))
                .forEach(method -> described.add(describe(method, schemas)));
        document.putObject("components").set("schemas", schemas.named());
        return document;
    }

    private static ObjectNode describe(RpcMethod<?, ?> method, JsonSchemas schemas) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("name", method.name()).put("summary", method.summary()).put("paramStructure", "by-name");
        ArrayNode params = described.putArray("params");
        for (RecordComponent component : method.params().getRecordComponents()) {
            params.addObject()
                    .put("name", ParameterBinder.name(component))
                    .put("required", !ParameterBinder.isOptional(component))
                    .set("schema", schemas.schema(component.getGenericType()));
        }
        described.putObject("result").put("name", "result").set("schema", schemas.schema(method.result()));
        described.put("x-scope", RpcJson.enumName(method.scope()));
        if (method instanceof ConnectedMethod<?, ?> connected) {
            described.put("x-websocket-only", true);
            connected
                    .notification()
                    .ifPresent(notification -> described
                            .putObject("x-notification")
                            .put("method", notification.method())
                            .set("params", schemas.schema(notification.params())));
        }
        return described;
    }
}

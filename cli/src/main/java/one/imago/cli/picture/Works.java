package one.imago.cli.picture;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.node.ledger.WorkId;
import tools.jackson.databind.JsonNode;

/** Works as a node knows them. */
final class Works {
    private Works() {}

    /** The record; an unknown id is the answer no. */
    static JsonNode get(RpcClient node, WorkId id) throws Failure {
        return query(node, "image_get", id);
    }

    static JsonNode query(RpcClient node, String method, WorkId id) throws Failure {
        try {
            return node.call(method, Json.object().put("workId", id.toString()));
        } catch (Failure failure) {
            throw "not-found".equals(failure.code()) ? failure.as(ExitCode.NO) : failure;
        }
    }

    static String text(JsonNode work) {
        Table table = new Table();
        work.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isValueNode() && !value.isNull()) {
                table.row(entry.getKey(), value.asString(""));
            } else if (!value.isEmpty()) {
                table.row(entry.getKey(), Json.text(value));
            }
        });
        return table.toString();
    }
}

package one.imago.cli.node;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** How a running node is. */
@Command(
        name = "status",
        description = "Say how the running node is.",
        footer = {"", "Example:", "  imago node status --json"})
public final class NodeStatus implements Action {
    private final Terminal terminal;

    public NodeStatus(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        RpcClient node = RpcClient.of(terminal);
        JsonNode status = node.call("node_status", Json.object());
        return Answer.yes(
                status,
                new Table()
                        .row("node", node.url())
                        .row("version", status.path("version").asString(""))
                        .row("network", status.path("network").asString(""))
                        .row("chain", status.path("chainId").asString(""))
                        .row("height", status.path("height").asLong())
                        .row("final", status.path("finalizedHeight").asLong())
                        .row("synced", status.path("synced").asBoolean() ? "yes" : "no")
                        .row("producing", status.path("producing").asBoolean() ? "yes" : "no")
                        .row("peers", status.path("peers").asInt())
                        .row("up", status.path("uptimeSeconds").asLong() + " s")
                        .toString());
    }
}

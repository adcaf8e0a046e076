package one.imago.cli.node;

import java.util.stream.Collectors;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Whom a running node is connected to. */
@Command(
        name = "peers",
        description = "List the nodes that the running node is connected to.",
        footer = {"", "Example:", "  imago node peers"})
public final class NodePeers implements Action {
    private final Terminal terminal;

    public NodePeers(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        JsonNode answer = RpcClient.of(terminal).call("node_peers", Json.object());
        String lines = answer.path("peers")
                .valueStream()
                .map(peer -> peer.path("peerId").asString("") + "  "
                        + peer.path("address").asString(""))
                .collect(Collectors.joining("\n"));
        return Answer.yes(answer, lines.isEmpty() ? "no peers" : lines);
    }
}

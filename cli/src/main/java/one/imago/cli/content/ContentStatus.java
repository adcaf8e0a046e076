package one.imago.cli.content;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.content.Cid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What the node knows of some content. */
@Command(
        name = "stat",
        description = "Say what the node knows of some content.",
        footer = {"", "Example:", "  imago content stat bafkrei…"})
public final class ContentStatus implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "CID", description = "The content's id.")
    private String cid = "";

    public ContentStatus(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Cid id = ContentId.parse(cid);
        RpcClient node = RpcClient.of(terminal);
        JsonNode stat =
                ContentId.orNo(() -> node.call("content_stat", Json.object().put("cid", id.toString())));
        return Answer.yes(
                stat,
                new Table()
                        .row("cid", id)
                        .row("size", stat.path("size").asLong() + " bytes")
                        .row("blocks", stat.path("blocks").asLong())
                        .row("pinned", stat.path("pinned").asBoolean() ? "yes" : "no")
                        .row("provided", stat.path("provided").asBoolean() ? "yes" : "no")
                        .toString());
    }
}

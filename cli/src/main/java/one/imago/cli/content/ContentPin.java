package one.imago.cli.content;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.content.Cid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps content. */
@Command(
        name = "pin",
        description = {
            "Keep content on this node, fetching it from peers when it is not here.",
            "Each pin counts; content stays until as many are let go. Pinning does not make it public."
        },
        footer = {"", "Exit code 1 when no peer has it.", "", "Example:", "  imago content pin bafkrei…"})
public final class ContentPin implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "CID", description = "The content's id.")
    private String cid = "";

    public ContentPin(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Cid id = ContentId.parse(cid);
        RpcClient node = RpcClient.of(terminal);
        return KeptContent.answer(ContentId.orNo(
                () -> node.call("content_pin", Json.object().put("cid", id.toString()))));
    }
}

package one.imago.cli.content;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.content.Cid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes kept content public. */
@Command(
        name = "provide",
        description = {"Make pinned content public and tell the network: anyone who has its id can then read it."},
        footer = {
            "",
            "Exit code 1 when the content is not here or not pinned.",
            "",
            "Example:",
            "  imago content provide bafkrei…"
        })
public final class ContentProvide implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "CID", description = "The content's id.")
    private String cid = "";

    public ContentProvide(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Cid id = ContentId.parse(cid);
        RpcClient node = RpcClient.of(terminal);
        return KeptContent.answer(ContentId.orNo(
                () -> node.call("content_provide", Json.object().put("cid", id.toString()))));
    }
}

package one.imago.cli.content;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.content.Cid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets go of one pin. */
@Command(
        name = "unpin",
        description = {
            "Let go of one pin.",
            "Content without a pin is public no longer, and its bytes go when room is needed. Copies that others hold"
                    + " stay; to demand that they go, see imago content takedown."
        },
        footer = {
            "",
            "Exit code 1 when the content is not pinned here.",
            "",
            "Example:",
            "  imago content unpin bafkrei…"
        })
public final class ContentUnpin implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "CID", description = "The content's id.")
    private String cid = "";

    public ContentUnpin(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Cid id = ContentId.parse(cid);
        RpcClient node = RpcClient.of(terminal);
        return KeptContent.answer(ContentId.orNo(
                () -> node.call("content_unpin", Json.object().put("cid", id.toString()))));
    }
}

package one.imago.cli.picture;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The record of a work. */
@Command(
        name = "show",
        description = "Show what the ledger says about a work.",
        footer = {"", "Example:", "  imago image show 1f3a5c7e9b2d4f60"})
public final class ImageShow implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "WORKID", description = "The work.")
    private String workId = "";

    public ImageShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        JsonNode work = Works.get(RpcClient.of(terminal), id);
        return Answer.yes(work, Works.text(work));
    }
}

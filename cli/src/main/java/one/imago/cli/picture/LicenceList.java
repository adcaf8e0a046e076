package one.imago.cli.picture;

import java.util.stream.Collectors;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The licences on a work. */
@Command(
        name = "list",
        description = "List the licences on a work that were not revoked.",
        footer = {"", "Example:", "  imago image licence list 1f3a5c7e9b2d4f60"})
public final class LicenceList implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "WORKID", description = "The work.")
    private String workId = "";

    public LicenceList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        JsonNode answer = Works.query(RpcClient.of(terminal), "licence_list", id);
        String lines = answer.path("licences").valueStream().map(Works::text).collect(Collectors.joining("\n\n"));
        return Answer.yes(answer, lines.isEmpty() ? "no licences" : lines);
    }
}

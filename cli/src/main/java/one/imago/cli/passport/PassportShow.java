package one.imago.cli.passport;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The record of a passport. */
@Command(
        name = "show",
        description = "Show what the ledger says about a passport.",
        footer = {"", "Example:", "  imago passport show me"})
public final class PassportShow implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID|NAME", description = "The passport's id, or the name of its key here.")
    private String which = "";

    public PassportShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        JsonNode passport = Holder.find(terminal, RpcClient.of(terminal), which);
        return Answer.yes(
                passport,
                new Table()
                        .row("passport", passport.path("passportId").asString(""))
                        .row("status", passport.path("status").asString(""))
                        .row("address", passport.path("address").asString(""))
                        .row("key", passport.path("passportKey").asString(""))
                        .row("key epoch", passport.path("keyEpoch").asLong())
                        .toString());
    }
}

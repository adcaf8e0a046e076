package one.imago.cli;

import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** The completion script, from the same model as the help. */
@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(imago completion)"})
final class Completion implements Action {
    private final Terminal terminal;

    Completion(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() {
        String script = AutoComplete.bash("imago", CommandTree.of(terminal));
        return Answer.yes(Json.object().put("script", script), script);
    }
}

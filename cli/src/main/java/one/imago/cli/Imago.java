package one.imago.cli;

import java.util.List;
import one.imago.cli.terminal.Execution;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command. {@link CommandTree} hangs the others under it. */
@Command(
        name = "imago",
        versionProvider = Version.class,
        description = "Register pictures on a ledger that proves who claimed them first, and recognise them again.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done or yes, 1 the answer is no, 2 wrong usage, 3 the node cannot be reached, 4 refused and"
                    + " nothing changed, 5 a fault of ours.",
            "",
            "Try it:",
            "  imago demo",
            "  imago node run",
            "  imago image register photo.jpg --key dev --title \"Harbour at dawn\" --out marked.jpg"
        })
final class Imago {
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        CommandLine likely = CommandTree.of(terminal, List.of(arguments));
        System.exit(new Execution(terminal, likely, () -> CommandTree.of(terminal)).run(arguments));
    }
}

package one.imago.cli.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parses a command line, runs its command and prints the one answer. The only place that writes to stdout. */
public final class Execution {
    private final Terminal terminal;
    private final CommandLine likely;
    private final Supplier<CommandLine> whole;

    /**
     * @param likely the part of the command tree that the arguments seem to need
     * @param whole all of it, for help and for what was mistyped
     */
    public Execution(Terminal terminal, CommandLine likely, Supplier<CommandLine> whole) {
        this.terminal = terminal;
        this.likely = likely;
        this.whole = whole;
    }

    /** Runs {@code arguments} and gives the exit code of the process. */
    public int run(String... arguments) {
        // A command line that does not parse has no options yet, but its caller still wants JSON.
        boolean json = List.of(arguments).contains("--json");
        try {
            Answer answer = answer(parse(arguments));
            print(json, answer.json(), answer.text());
            return answer.exit().number();
        } catch (ParameterException e) {
            return report(json, misuse(e));
        } catch (Failure e) {
            return report(json, e);
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            // Not a static field: a command that goes well does not pay for starting the logging.
            LoggerFactory.getLogger(Execution.class).error("an unexpected fault", e);
            return report(json, fault(e));
        }
    }

    private ParseResult parse(String... arguments) {
        try {
            ParseResult parsed = likely.parseArgs(arguments);
            if (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
                return parsed;
            }
        } catch (ParameterException e) {
            // Once more with all commands, which can suggest the one that was meant.
        }
        return whole.get().parseArgs(arguments);
    }

    private Answer answer(ParseResult parsed) throws Exception {
        ParseResult leaf = parsed;
        while (true) {
            if (leaf.isUsageHelpRequested()) {
                return help(leaf.commandSpec().commandLine());
            }
            if (leaf.isVersionHelpRequested()) {
                String version = String.join(" ", leaf.commandSpec().version());
                return Answer.yes(Json.object().put("version", version), "imago " + version);
            }
            if (!leaf.hasSubcommand()) {
                break;
            }
            leaf = leaf.subcommand();
        }
        if (leaf.commandSpec().userObject() instanceof Action action) {
            return action.run();
        }
        CommandLine group = leaf.commandSpec().commandLine();
        String known = String.join(", ", group.getSubcommands().keySet());
        throw new MissingParameterException(group, leaf.commandSpec().args(), "a command is missing, one of " + known);
    }

    private static Answer help(CommandLine of) {
        String text = of.getUsageMessage().stripTrailing();
        return Answer.yes(Json.object().put("help", text), text);
    }

    private static Failure misuse(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        StringBuilder hint = new StringBuilder();
        if (e instanceof UnmatchedArgumentException unmatched) {
            StringWriter suggestions = new StringWriter();
            UnmatchedArgumentException.printSuggestions(unmatched, new PrintWriter(suggestions));
            hint.append(suggestions.toString().strip().replaceAll("\\s*\\R\\s*", " "));
        }
        if (!hint.isEmpty()) {
            hint.append(' ');
        }
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        return Failure.usage(
                message, hint.append("See ").append(name).append(" --help").toString());
    }

    private static Failure fault(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Failure(
                ExitCode.FAULT,
                "internal",
                "a fault in imago itself: " + message,
                "please report it with the log above");
    }

    private int report(boolean json, Failure failure) {
        ObjectNode document = Json.object();
        document.set("error", failure.json());
        if (json) {
            print(true, document, "");
        } else {
            terminal.say(failure.text());
        }
        return failure.exit().number();
    }

    private void print(boolean json, JsonNode document, String text) {
        String line = json ? Json.text(document) : text;
        if (!line.isEmpty()) {
            terminal.out().println(line);
            terminal.out().flush();
        }
    }
}

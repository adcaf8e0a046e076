package one.imago.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import one.imago.cli.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual (man(7) roff, one page a command) and the completion script from the command tree. */
final class ManPages {
    private final StringBuilder page = new StringBuilder();

    private ManPages() {}

    /** Writes below {@code share}, the first argument: {@code man/man1} and {@code bash-completion/completions}. */
    public static void main(String[] arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        CommandLine root = CommandTree.of(Terminal.ofProcess());
        Path manual = Files.createDirectories(share.resolve("man/man1"));
        write(manual, root);
        Path completions = Files.createDirectories(share.resolve("bash-completion/completions"));
        Files.writeString(completions.resolve("imago"), AutoComplete.bash("imago", root));
    }

    private static void write(Path manual, CommandLine command) throws IOException {
        String name = command.getCommandSpec().qualifiedName("-");
        Files.writeString(manual.resolve(name + ".1"), new ManPages().page(command));
        for (CommandLine sub : command.getSubcommands().values()) {
            write(manual, sub);
        }
    }

    /** The page of one command. */
    static String text(CommandLine command) {
        return new ManPages().page(command);
    }

    private String page(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String title = spec.qualifiedName("-");
        line(".TH " + title.toUpperCase(Locale.ROOT) + " 1 \"\" \"Imago\" \"Imago manual\"");
        section("NAME");
        String[] description = spec.usageMessage().description();
        text(title + " \\- " + escape(description.length == 0 ? "" : plain(description[0])));
        section("SYNOPSIS");
        line(".B " + escape(spec.qualifiedName(" ")));
        text(escape(synopsis(command)));
        section("DESCRIPTION");
        for (String paragraph : description) {
            paragraph(plain(paragraph));
        }
        if (!spec.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                entry(parameter.paramLabel(), parameter);
            }
        }
        section("OPTIONS");
        for (OptionSpec option : spec.options()) {
            String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            entry(String.join(", ", option.names()) + label, option);
        }
        commands(command, title);
        List<String> footer = List.of(spec.usageMessage().footer());
        if (!footer.isEmpty()) {
            section("NOTES");
            footer.forEach(each -> paragraph(plain(each)));
        }
        return page.toString();
    }

    private void commands(CommandLine command, String title) {
        if (command.getSubcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.getSubcommands().forEach((name, sub) -> {
            line(".TP");
            line(".B " + escape(title + "-" + name) + "(1)");
            String[] description = sub.getCommandSpec().usageMessage().description();
            text(escape(description.length == 0 ? "" : plain(description[0])));
        });
    }

    private static String synopsis(CommandLine command) {
        String text = new CommandLine.Help(command.getCommandSpec(), CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .strip();
        String name = command.getCommandSpec().qualifiedName(" ");
        return text.startsWith(name) ? text.substring(name.length()).strip() : text;
    }

    private void entry(String label, ArgSpec argument) {
        line(".TP");
        line(".B " + escape(label));
        text(escape(plain(String.join(" ", argument.description()))));
    }

    private void section(String name) {
        line(".SH " + name);
    }

    private void paragraph(String text) {
        if (text.isEmpty()) {
            line(".PP");
        } else if (text.startsWith("  ")) {
            line(".RS");
            line(".nf");
            text(escape(text.strip()));
            line(".fi");
            line(".RE");
        } else {
            text(escape(text));
        }
    }

    private void text(String escaped) {
        // A line that starts with a dot or a quote would be a request.
        line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /** Descriptions are format strings: two percent or dollar signs stand for one. */
    private static String plain(String description) {
        return description.replace("%%", "%").replace("$$", "$").replace("%n", " ");
    }

    private static String escape(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}

package one.imago.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a passphrase comes from: {@code --passphrase-file}, else {@code IMAGO_PASSPHRASE}, else a prompt. */
public final class Passphrases {
    private static final String HINT =
            "set IMAGO_PASSPHRASE, give --passphrase-file FILE, or run the command on a terminal to be asked";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Read the key's passphrase from the first line of FILE. Default: $IMAGO_PASSPHRASE, else a"
                    + " prompt.")
    private @Nullable Path file;

    /** The passphrase of an existing key. The caller wipes it. */
    public char[] existing(Terminal terminal, String keyName) throws Failure {
        char @Nullable [] given = given(terminal);
        return given != null ? given : ask(console(terminal, keyName), "Passphrase of key " + keyName + ": ");
    }

    /** A passphrase for a new key, asked twice at a prompt. The caller wipes it. */
    public char[] fresh(Terminal terminal, String keyName) throws Failure {
        char @Nullable [] given = given(terminal);
        if (given != null) {
            return given;
        }
        Console console = console(terminal, keyName);
        char[] first = ask(console, "New passphrase for key " + keyName + ": ");
        char[] second = ask(console, "The same again: ");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            Arrays.fill(first, '\0');
            throw Failure.refused("passphrases-differ", "the two passphrases differ", "try again");
        }
        return first;
    }

    /** True when the passphrase need not be asked for. */
    public boolean isGiven(Terminal terminal) {
        return file != null || terminal.environment().containsKey("IMAGO_PASSPHRASE");
    }

    private char @Nullable [] given(Terminal terminal) throws Failure {
        if (file != null) {
            return notEmpty(firstLine(file), "the passphrase file " + file + " has an empty first line");
        }
        String variable = terminal.environment().get("IMAGO_PASSPHRASE");
        return variable == null ? null : notEmpty(variable.toCharArray(), "IMAGO_PASSPHRASE is empty");
    }

    private static char[] firstLine(Path file) throws Failure {
        try {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            String line = end < 0 ? text : text.substring(0, end);
            return (line.endsWith("\r") ? line.substring(0, line.length() - 1) : line).toCharArray();
        } catch (IOException e) {
            throw Failure.refused(
                    "passphrase-file-unreadable", "the passphrase file " + file + " cannot be read", "check its path");
        }
    }

    private static char[] notEmpty(char[] passphrase, String message) throws Failure {
        if (passphrase.length == 0) {
            throw Failure.refused("passphrase-missing", message, HINT);
        }
        return passphrase;
    }

    private static Console console(Terminal terminal, String keyName) throws Failure {
        Console console = terminal.console();
        if (console == null) {
            throw Failure.refused("passphrase-missing", "key " + keyName + " needs a passphrase", HINT);
        }
        return console;
    }

    private static char[] ask(Console console, String prompt) throws Failure {
        // Console writes its prompts to the terminal, not to stdout, when stdout is one; ours go to stderr.
        console.flush();
        System.err.print(prompt);
        System.err.flush();
        char[] answer = console.readPassword();
        return notEmpty(answer == null ? new char[0] : answer, "no passphrase was given");
    }
}

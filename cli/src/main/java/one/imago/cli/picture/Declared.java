package one.imago.cli.picture;

import java.io.Console;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Publication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What the owner says about a work. On a terminal the four questions are asked; elsewhere what is not given is
 * {@code unknown}, and the answer says so: unknown is allowed, a silent default is not.
 */
final class Declared {
    private static final String UNKNOWN = "unknown";

    @Option(
            names = "--title",
            paramLabel = "T",
            defaultValue = "",
            description = "Public title, at most 200 bytes. Stands on the ledger.")
    private String title = "";

    @Option(
            names = "--author",
            paramLabel = "A",
            description = "The author's legal name. Kept in your manifest; only its salted hash is published.")
    private @Nullable String author;

    @Option(
            names = "--role",
            paramLabel = "R",
            description = "In what right you claim: author, employer, assignee, agent, estate or unknown.")
    private @Nullable String role;

    @Option(
            names = "--authorship",
            paramLabel = "H",
            description = "How it came to be: human, ai-assisted, ai-generated or unknown.")
    private @Nullable String authorship;

    @Option(
            names = "--publication",
            paramLabel = "P",
            description = "Whether it was published before: yes, no or unknown.")
    private @Nullable String publication;

    @Option(
            names = "--created",
            paramLabel = "DATE",
            description = "When it was made: 2024, 2024-05, 2024-05-17, a full time with zone, or unknown. Kept in your"
                    + " manifest.")
    private @Nullable String created;

    /** Asks for what is missing, if somebody is there to answer, and checks the rest. */
    void complete(Terminal terminal) throws Failure {
        Console console = terminal.options().json() ? null : terminal.console();
        if (console != null && (role == null || authorship == null || publication == null || created == null)) {
            terminal.say("Four questions about the picture; press Enter for \"unknown\".");
            role = ask(terminal, console, role, "In what right do you claim it? " + words(ClaimRole.class));
            authorship = ask(terminal, console, authorship, "How did it come to be? " + words(Authorship.class));
            publication = ask(terminal, console, publication, "Was it published before? " + words(Publication.class));
            created = ask(terminal, console, created, "When was it made? (2024, 2024-05, 2024-05-17)");
        }
        Declaration unused = declaration(Hash.ZERO);
        checkDate(text(created));
    }

    Declaration declaration(Hash manifestRoot) throws Failure {
        return new Declaration(
                title,
                word("--role", role, ClaimRole.class),
                word("--authorship", authorship, Authorship.class),
                word("--publication", publication, Publication.class),
                manifestRoot);
    }

    /** What goes into the manifest: only what was stated. */
    SortedMap<String, String> statements() {
        SortedMap<String, String> statements = new TreeMap<>();
        if (author != null && !author.isEmpty()) {
            statements.put("author", author);
        }
        if (!text(created).equals(UNKNOWN)) {
            statements.put("created", text(created));
        }
        return statements;
    }

    String title() {
        return title;
    }

    String role() {
        return text(role);
    }

    String authorship() {
        return text(authorship);
    }

    String publication() {
        return text(publication);
    }

    String created() {
        return text(created);
    }

    /** What was left open, for the answer to say so; empty when everything was stated. */
    String leftOpen() {
        StringBuilder open = new StringBuilder();
        append(open, "--role", role());
        append(open, "--authorship", authorship());
        append(open, "--publication", publication());
        append(open, "--created", created());
        return open.toString();
    }

    private static void append(StringBuilder open, String option, String value) {
        if (value.equals(UNKNOWN)) {
            open.append(open.isEmpty() ? "" : ", ").append(option);
        }
    }

    private static String text(@Nullable String value) {
        return value == null || value.isEmpty() ? UNKNOWN : value;
    }

    private static String ask(Terminal terminal, Console console, @Nullable String given, String question) {
        if (given != null) {
            return given;
        }
        terminal.err().print(question + ": ");
        terminal.err().flush();
        String answer = console.readLine();
        return answer == null ? UNKNOWN : text(answer.strip());
    }

    private static <E extends Enum<E>> E word(String option, @Nullable String value, Class<E> type) throws Failure {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text(value))) {
                return constant;
            }
        }
        throw Failure.usage(option + " " + value + " is not one of " + words(type), "See imago image register --help");
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String words(Class<? extends Enum<?>> type) {
        return "("
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(Declared::word)
                                .toList())
                + ")";
    }

    private static void checkDate(String text) throws Failure {
        try {
            Object unused = text.equals(UNKNOWN) ? text : parse(text);
        } catch (DateTimeException e) {
            throw Failure.usage(
                    "--created " + text + " is not a date", "give 2024, 2024-05, 2024-05-17 or a full time with zone");
        }
    }

    private static Object parse(String text) {
        return switch (text.length()) {
            case 4 -> Year.parse(text);
            case 7 -> YearMonth.parse(text);
            case 10 -> LocalDate.parse(text);
            default -> OffsetDateTime.parse(text);
        };
    }
}

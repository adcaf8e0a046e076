package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/** The frame: options, exit codes, the one document on stdout. */
final class CommandLineTest {
    @TempDir
    Path directory;

    private InProcess imago;

    @BeforeEach
    void start() {
        imago = new InProcess(directory);
    }

    @Test
    void everyCommandHasADescriptionAndAnExample() {
        for (CommandSpec spec : leaves()) {
            assertThat(spec.usageMessage().description())
                    .as(spec.qualifiedName())
                    .isNotEmpty();
            assertThat(String.join("\n", spec.usageMessage().footer()))
                    .as(spec.qualifiedName())
                    .contains("imago " + spec.qualifiedName().substring("imago ".length()))
                    .doesNotContain("null");
        }
    }

    @Test
    void everyCommandHelpsWithoutANode() {
        for (CommandSpec spec : leaves()) {
            List<String> words = new ArrayList<>(List.of(spec.qualifiedName().split(" ")));
            words.remove(0);
            words.add("--help");
            assertThat(imago.run(words.toArray(String[]::new)).exit())
                    .as(spec.qualifiedName())
                    .isZero();
        }
    }

    @Test
    void globalOptionsStandAnywhere() {
        for (String[] arguments : List.of(
                new String[] {"--json", "node", "status"},
                new String[] {"node", "--json", "status"},
                new String[] {"node", "status", "--json"})) {
            InProcess.Result result = imago.run(arguments);
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.json().path("error").path("code").asString()).isEqualTo("node-not-running");
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void wrongUsageIsJsonToo() {
        for (String[] arguments : List.of(
                new String[] {"--json"},
                new String[] {"nonsense", "--json"},
                new String[] {"node", "--json"},
                new String[] {"image", "show", "--json"},
                new String[] {"image", "search", "x.jpg", "--limit", "many", "--json"},
                new String[] {"--rpc", "nowhere", "node", "status", "--json"})) {
            InProcess.Result result = imago.run(arguments);
            assertThat(result.exit()).as(String.join(" ", arguments)).isEqualTo(2);
            JsonNode error = result.json().path("error");
            assertThat(error.path("code").asString()).isEqualTo("usage");
            assertThat(error.path("message").asString()).isNotEmpty();
            assertThat(error.path("hint").asString()).isNotEmpty();
        }
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(imago.run("image", "verfy", "x.jpg").err()).contains("image verify");
    }

    @Test
    void helpAndVersionAreJsonToo() {
        assertThat(imago.run("--version", "--json").json().path("version").asString())
                .isNotEmpty();
        assertThat(imago.run("key", "--help", "--json").json().path("help").asString())
                .contains("create");
    }

    @Test
    void severalFilesGiveAnArrayInOrderAndTheWorstExitCode() throws Exception {
        Path text = Files.writeString(directory.resolve("text.jpg"), "not a picture");
        Path empty = Files.createFile(directory.resolve("empty.jpg"));
        InProcess.Result result =
                imago.run("fingerprint", text.toString(), directory.toString(), empty.toString(), "missing", "--json");
        assertThat(result.exit()).isEqualTo(4);
        JsonNode array = result.json();
        assertThat(array.valueStream()
                        .map(element -> element.path("error").path("code").asString()))
                .containsExactly("picture-not-a-picture", "is-a-directory", "file-empty", "file-not-found");
        assertThat(array.get(3).path("file").asString()).isEqualTo("missing");
    }

    @Test
    void doesNotOfferWhatIsNotThere() {
        String help = imago.run("--help").out();
        for (String absent : Set.of("  face ", "  models ")) {
            assertThat(help).doesNotContain(absent);
        }
    }

    @Test
    void completionAndManualComeFromTheSameTree() {
        assertThat(imago.run("completion").out()).contains("register", "--title");
        CommandLine register = leaves().stream()
                .filter(spec -> spec.qualifiedName().equals("imago image register"))
                .findFirst()
                .orElseThrow()
                .commandLine();
        assertThat(ManPages.text(register))
                .startsWith(".TH IMAGO-IMAGE-REGISTER 1")
                .contains(".SH SYNOPSIS", "\\-\\-title T", ".SH NOTES");
    }

    private List<CommandSpec> leaves() {
        List<CommandSpec> leaves = new ArrayList<>();
        collect(imago.commandLine(), leaves);
        return leaves;
    }

    private static void collect(CommandLine commandLine, List<CommandSpec> leaves) {
        if (commandLine.getSubcommands().isEmpty()) {
            leaves.add(commandLine.getCommandSpec());
        }
        commandLine.getSubcommands().values().forEach(sub -> collect(sub, leaves));
    }
}

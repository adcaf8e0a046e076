package one.imago.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherAcceptanceTest {
    private static final String SHARED = "one.imago.cli.Imago source: shared objects file";

    @TempDir
    Path directory;

    @Test
    void mapsItsClassesFromTheArchiveOfTheBuild() throws Exception {
        assertThat(Distribution.HOME.resolve("lib/classes.jsa")).exists();

        Distribution.Result listed = loggingClasses(Distribution.HOME);

        assertThat(listed.exits(0).err()).contains(SHARED);
        assertThat(listed.json().path("keys")).isEmpty();
    }

    @Test
    void leavesAnArchiveThatWasMadeElsewhereAlone() throws Exception {
        Path moved = Files.createDirectories(directory.resolve("moved"));
        Files.createDirectories(moved.resolve("bin"));
        Files.copy(Distribution.HOME.resolve("bin/imago"), moved.resolve("bin/imago"));
        Files.createSymbolicLink(moved.resolve("lib"), Distribution.HOME.resolve("lib"));

        Distribution.Result listed = loggingClasses(moved);

        assertThat(listed.exits(0).err())
                .contains("one.imago.cli.Imago source: ")
                .doesNotContain(SHARED);
        assertThat(listed.json().path("keys")).isEmpty();
    }

    private Distribution.Result loggingClasses(Path home) throws Exception {
        return new Distribution(home, directory.resolve("data"))
                .with("IMAGO_JAVA_OPTS", "-Xlog:class+load:stderr")
                .json("key", "list");
    }
}

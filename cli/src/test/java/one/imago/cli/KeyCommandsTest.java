package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys are made, listed, carried away and brought back without a node. */
final class KeyCommandsTest {
    @TempDir
    Path directory;

    @Test
    void aKeyIsMadeOnceAndListed() {
        InProcess imago = new InProcess(directory).with("IMAGO_PASSPHRASE", "correct horse");
        JsonNode made = imago.run("key", "create", "studio", "--json").json();
        assertThat(made.path("name").asString()).isEqualTo("studio");
        assertThat(made.path("address").asString()).startsWith("imago1");
        InProcess.Result again = imago.run("key", "create", "studio", "--json");
        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.json().path("error").path("code").asString()).isEqualTo("key-exists");
        JsonNode keys = imago.run("key", "list", "--json").json().path("keys");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0)).isEqualTo(made);
    }

    @Test
    void aKeyTravelsEncrypted() throws Exception {
        InProcess imago = new InProcess(directory.resolve("a")).with("IMAGO_PASSPHRASE", "correct horse");
        JsonNode made = imago.run("key", "create", "studio", "--json").json();
        Path file = directory.resolve("studio.key");
        assertThat(imago.run("key", "export", "studio", "--out", file.toString())
                        .exit())
                .isZero();
        InProcess other = new InProcess(directory.resolve("b"));
        assertThat(other.run("key", "import", file.toString(), "--json").json()).isEqualTo(made);
        assertThat(imago.run("key", "export", "studio", "--out", file.toString())
                        .exit())
                .isEqualTo(4);
        assertThat(Files.readString(file)).doesNotContain("correct horse");
    }

    @Test
    void aSeedIsTakenInUnderAPassphrase() throws Exception {
        InProcess imago = new InProcess(directory).with("IMAGO_PASSPHRASE", "correct horse");
        Path seed = Files.writeString(directory.resolve("seed.hex"), "00".repeat(32) + "\n");
        JsonNode taken = imago.run("key", "import", "--seed", "--name", "zero", seed.toString(), "--json")
                .json();
        // RFC 8032's public key of the all-zero seed.
        assertThat(taken.path("publicKey").asString())
                .isEqualTo("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
    }

    @Test
    void withoutAPassphraseAndATerminalNothingIsMade() {
        InProcess.Result result = new InProcess(directory).run("key", "create", "studio", "--json");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.json().path("error").path("code").asString()).isEqualTo("passphrase-missing");
        assertThat(directory.resolve("keystore")).doesNotExist();
    }
}

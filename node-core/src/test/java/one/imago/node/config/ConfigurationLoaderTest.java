package one.imago.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationLoaderTest {
    private static final Setting<Integer> PORT = Setting.integer("rpc-port", 8545, 0, 65535, "port of the RPC");
    private static final Setting<String> HOST = Setting.text("rpc-host", "127.0.0.1", "address of the RPC");
    private static final Setting<String> PEERS = Setting.text("bootstrap", "", "first peers");

    @TempDir
    Path directory;

    private Path file;
    private final ConfigurationLoader loader = new ConfigurationLoader(List.of(PORT, HOST, PEERS));

    @BeforeEach
    void place() {
        file = directory.resolve("node.toml");
    }

    private LoadedConfiguration load(Map<String, String> flags, Map<String, String> environment)
            throws ConfigurationException {
        return loader.load(flags, environment, file);
    }

    @Test
    void takesAFlagBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws Exception {
        assertThat(load(Map.of(), Map.of()).get(PORT)).isEqualTo(8545);
        Files.writeString(file, "rpc-port = 1\n");
        assertThat(load(Map.of(), Map.of()).get(PORT)).isEqualTo(1);
        Map<String, String> environment = Map.of("IMAGO_RPC_PORT", "2", "IMAGO_PASSPHRASE", "x", "HOME", "/");
        assertThat(load(Map.of(), environment).get(PORT)).isEqualTo(2);
        assertThat(load(Map.of("rpc-port", "3"), environment).get(PORT)).isEqualTo(3);
    }

    @Test
    void tellsWhereEachValueComesFrom() throws Exception {
        Files.writeString(file, "# a comment\n\nrpc-host = \"::1\"\n");
        assertThat(load(Map.of("rpc-port", "3"), Map.of("IMAGO_BOOTSTRAP", "a")).values())
                .containsExactly(
                        new SettingValue("rpc-port", "3", "--rpc-port", "port of the RPC"),
                        new SettingValue("rpc-host", "::1", file + ":3:1", "address of the RPC"),
                        new SettingValue("bootstrap", "a", "IMAGO_BOOTSTRAP", "first peers"));
        assertThat(load(Map.of(), Map.of()).values().get(0).origin()).isEqualTo("default");
    }

    @Test
    void refusesAnUnknownKeyWithItsPlaceAndTheNearestOne() throws IOException {
        Files.writeString(file, "rpc-host = \"::1\"\n  rcp-port = 1\n");
        assertRefused(Map.of(), Map.of(), file + ":2:3: rcp-port is not a setting: did you mean rpc-port?");
    }

    @Test
    void refusesAnUnknownTable() throws IOException {
        Files.writeString(file, "[rpc]\nport = 1\n");
        assertRefused(Map.of(), Map.of(), file + ":1:");
    }

    @Test
    void refusesAnUnknownFlag() {
        assertRefused(Map.of("rpc-prt", "1"), Map.of(), "--rpc-prt is not a setting: did you mean rpc-port?");
        assertRefused(Map.of("quux", "1"), Map.of(), "config show");
    }

    @Test
    void refusesABadValueWithItsOrigin() throws IOException {
        assertRefused(
                Map.of(),
                Map.of("IMAGO_RPC_PORT", "70000"),
                "IMAGO_RPC_PORT: rpc-port = \"70000\": expected a whole number from 0 to 65535");
        Files.writeString(file, "\nrpc-port = \"many\"\n");
        assertRefused(Map.of(), Map.of(), file + ":2:1: rpc-port = \"many\"");
    }

    @Test
    void saysWhereAFileIsNotToml() throws IOException {
        Files.writeString(file, "rpc-host = \"::1\"\nrpc-port = = 3\n");
        assertRefused(Map.of(), Map.of(), file + ":2:12");
    }

    @Test
    void joinsListsWithCommas() throws Exception {
        Files.writeString(file, "bootstrap = [\"a\", \"b\"]\n");
        assertThat(load(Map.of(), Map.of()).get(PEERS)).isEqualTo("a,b");
    }

    @Test
    void refusesToReadWhatNobodyDeclared() throws Exception {
        Configuration configuration = load(Map.of(), Map.of());
        assertThatThrownBy(() -> configuration.get(Setting.text("other", "", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
        assertThatThrownBy(() -> new ConfigurationLoader(List.of(PORT, PORT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertRefused(Map<String, String> flags, Map<String, String> environment, String message) {
        assertThatThrownBy(() -> load(flags, environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }
}

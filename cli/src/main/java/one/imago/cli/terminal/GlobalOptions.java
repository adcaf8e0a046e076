package one.imago.cli.terminal;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, in any position. */
public final class GlobalOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Where the node and your keys live. Default: $IMAGO_DATA_DIR, else $$XDG_DATA_HOME/imago, else"
                            + " ~/.local/share/imago.")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The node to talk to. Default: the one that runs on the data directory.")
    private @Nullable URI rpc;

    @Option(
            names = "--rpc-token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A file that holds the access token for --rpc.")
    private @Nullable Path rpcTokenFile;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print exactly one JSON document on stdout, also when the answer is no or an error.")
    private boolean json;

    /** The data directory, absolute. */
    public Path dataDirectory(Map<String, String> environment) {
        return choose(environment).toAbsolutePath().normalize();
    }

    private Path choose(Map<String, String> environment) {
        if (dataDirectory != null) {
            return dataDirectory;
        }
        String own = environment.getOrDefault("IMAGO_DATA_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        // The XDG base directory specification has relative paths ignored.
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "imago");
        }
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", ".") : home, ".local", "share", "imago");
    }

    public Optional<URI> rpc() {
        return Optional.ofNullable(rpc);
    }

    public Optional<Path> rpcTokenFile() {
        return Optional.ofNullable(rpcTokenFile);
    }

    public boolean json() {
        return json;
    }
}

package one.imago.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Terminal;
import one.imago.node.storage.DataDirectory;

/**
 * Where a node listens and what opens it.
 *
 * @param url of its RPC
 * @param token the bearer token; empty for none
 */
record NodeAddress(URI url, String token) {
    private static final String HINT = "start one in another terminal with: imago node run";

    @Override
    public String toString() {
        return url.toString();
    }

    static NodeAddress find(Terminal terminal) throws Failure {
        DataDirectory directory = new DataDirectory(terminal.options().dataDirectory(terminal.environment()));
        if (terminal.options().rpc().isPresent()) {
            URI url = terminal.options().rpc().get();
            if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
                throw Failure.usage("--rpc " + url + " is not the address of a node", "such as http://127.0.0.1:8645");
            }
            return new NodeAddress(url, remoteToken(terminal, directory, url));
        }
        return of(terminal, directory);
    }

    /** The node that runs on a data directory. */
    static NodeAddress of(Terminal terminal, DataDirectory directory) throws Failure {
        try {
            URI url = URI.create(Files.readString(directory.rpcUrl()).strip());
            return new NodeAddress(url, Files.readString(directory.rpcCookie()).strip());
        } catch (NoSuchFileException e) {
            throw new Failure(
                    ExitCode.UNREACHABLE, "node-not-running", "no node runs on " + directory.root(), hint(terminal));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "node-address-unreadable",
                    "the files rpc.url and rpc.cookie in " + directory.root() + " cannot be read",
                    "run this command as the user who runs the node");
        }
    }

    static Failure unreachable(URI url, Terminal terminal) {
        return new Failure(ExitCode.UNREACHABLE, "node-unreachable", "no node answers at " + url, hint(terminal));
    }

    private static String hint(Terminal terminal) {
        Path directory = terminal.options().dataDirectory(terminal.environment());
        Path usual = new one.imago.cli.terminal.GlobalOptions().dataDirectory(terminal.environment());
        return directory.equals(usual) ? HINT : HINT + " --data-dir " + directory;
    }

    private static String remoteToken(Terminal terminal, DataDirectory directory, URI url) throws Failure {
        if (terminal.options().rpcTokenFile().isPresent()) {
            Path file = terminal.options().rpcTokenFile().get();
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw Failure.refused(
                        "token-file-unreadable", "the token file " + file + " cannot be read", "check its path");
            }
        }
        try {
            // The cookie goes to the node that wrote it and to nobody else.
            URI own = URI.create(Files.readString(directory.rpcUrl()).strip());
            return own.getAuthority().equals(url.getAuthority())
                    ? Files.readString(directory.rpcCookie()).strip()
                    : "";
        } catch (IOException | IllegalArgumentException e) {
            return "";
        }
    }
}

package one.imago.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.genesis.GenesisException;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.PrivateFiles;

/**
 * Which chain this client signs for. Its own node is trusted to name it. A node given by {@code --rpc} must serve the
 * chain of the data directory's genesis, or the one that the first such node named: kept in the file
 * {@code trusted-chain}, so that a node lent by somebody else cannot have transactions signed for another chain.
 */
final class TrustedChain {
    private static final String FILE = "trusted-chain";

    private TrustedChain() {}

    static Hash check(Terminal terminal, Hash named) throws Failure {
        if (terminal.options().rpc().isEmpty()) {
            return named;
        }
        DataDirectory directory = new DataDirectory(terminal.options().dataDirectory(terminal.environment()));
        try {
            Path pin = directory.root().resolve(FILE);
            if (Files.exists(directory.genesis())) {
                return require(Genesis.read(directory.genesis()).chainId(), named, directory.genesis());
            }
            if (Files.exists(pin)) {
                return require(Hash.parse(Files.readString(pin).strip()), named, pin);
            }
            directory.create();
            PrivateFiles.replace(pin, (named.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
            terminal.say("From now on this data directory signs for chain " + named.hex() + " only (" + pin + ").");
            return named;
        } catch (IOException | IllegalArgumentException | GenesisException e) {
            throw Failure.refused(
                    "genesis-unreadable",
                    "the trusted chain in " + directory.root() + " cannot be read: " + e.getMessage(),
                    "restore genesis.toml, or use another --data-dir");
        }
    }

    private static Hash require(Hash trusted, Hash named, Path where) throws Failure {
        if (!trusted.equals(named)) {
            throw Failure.refused(
                    "wrong-chain",
                    "the node serves chain " + named.hex() + ", and " + where + " trusts " + trusted.hex(),
                    "check --rpc, or use another --data-dir");
        }
        return trusted;
    }
}

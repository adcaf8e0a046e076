package one.imago.cli.node;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import one.imago.cli.terminal.Failure;
import one.imago.node.config.ConfigurationException;
import one.imago.node.config.ConfigurationLoader;
import one.imago.node.config.LoadedConfiguration;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.StorageException;

/** A node in this process, from the data directory and the flags to the open port. */
public final class RunningNode implements AutoCloseable {
    private final NodeAssembly assembly;

    private RunningNode(NodeAssembly assembly) {
        this.assembly = assembly;
    }

    /**
     * Starts a node.
     *
     * @param flags settings given on the command line, by key
     * @throws Failure when the directory, the port or a setting is refused
     */
    public static RunningNode start(
            Path dataDirectory, Map<String, String> flags, Surroundings surroundings, NodePassphrases passphrases)
            throws Exception {
        DataDirectory data = new DataDirectory(dataDirectory);
        try {
            LoadedConfiguration configuration = new ConfigurationLoader(NodeAssembly.settings())
                    .load(flags, surroundings.environment(), data.configuration());
            PreparedDirectory directory = PreparedDirectory.open(
                    data,
                    surroundings,
                    new PreparedDirectory.Wish(
                            configuration.get(NodeSettings.NETWORK), configuration.get(NodeSettings.PRODUCER)),
                    passphrases);
            return new RunningNode(start(directory, configuration));
        } catch (ConfigurationException e) {
            throw Failure.refused("setting-invalid", String.valueOf(e.getMessage()), "see imago config show --origin");
        } catch (StorageException e) {
            throw Failure.refused(e.kind().code(), String.valueOf(e.getMessage()), "");
        }
    }

    private static NodeAssembly start(PreparedDirectory directory, LoadedConfiguration configuration) throws Exception {
        // Only now: a node that may not use the directory does not write to its logs either.
        NodeLogging.start(directory.data().logs(), directory.surroundings().logs());
        try {
            return NodeAssembly.start(directory, configuration);
        } catch (IOException e) {
            if (e.getCause() instanceof BindException) {
                throw Failure.refused(
                        "port-in-use",
                        String.valueOf(e.getMessage()),
                        "stop what listens there, or choose another port with --rpc-port or --p2p-port; 0 takes any free one");
            }
            throw e;
        }
    }

    public URI rpc() {
        return assembly.rpc();
    }

    public Optional<String> peerAddress() {
        return assembly.peerAddress();
    }

    @Override
    public void close() {
        assembly.close();
    }
}

package one.imago.cli.node;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Terminal;
import one.imago.node.service.Termination;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Runs a node in the foreground. */
@Command(
        name = "run",
        description = "Run a node in the foreground until it is told to stop (Ctrl-C, SIGTERM).",
        footer = {
            "",
            "The network dev is a chain of your own. Its first start makes a funded key named dev under"
                    + " IMAGO_PASSPHRASE; without one, under the insecure passphrase imago-dev-insecure, which is in every"
                    + " manual.",
            "Every setting can also stand in node.toml or in the environment: see imago config show --origin.",
            "",
            "Example:",
            "  imago node run --rpc-port 8545"
        })
public final class NodeRun implements Action {
    private final Terminal terminal;

    @Option(
            names = "--network",
            paramLabel = "dev|FILE",
            description = "The network: dev (the default), or the file of its genesis.")
    private @Nullable String network;

    @Option(names = "--rpc-host", paramLabel = "ADDRESS", description = "Where RPC listens. Default: 127.0.0.1.")
    private @Nullable String rpcHost;

    @Option(names = "--rpc-port", paramLabel = "N", description = "Its port; 0 takes any free one. Default: 8545.")
    private @Nullable String rpcPort;

    @Option(
            names = "--p2p-host",
            paramLabel = "ADDRESS",
            description = "Where peers reach this node; 0.0.0.0 for every interface. Default: 127.0.0.1.")
    private @Nullable String p2pHost;

    @Option(names = "--p2p-port", paramLabel = "N", description = "Its port; 0 takes any free one. Default: 0.")
    private @Nullable String p2pPort;

    @Option(
            names = "--bootstrap",
            paramLabel = "MULTIADDR",
            description = "A first peer, as its ready line prints it; may be repeated.")
    private List<String> bootstrap = List.of();

    @Option(
            names = "--producer",
            paramLabel = "KEY",
            description = "The key that makes blocks. Default on dev: the one made with it.")
    private @Nullable String producer;

    @Option(
            names = "--kad-protocol",
            paramLabel = "ID",
            description = "Protocol id of the Kademlia network to join. Default: /imago/kad/1.0.0.")
    private @Nullable String kadProtocol;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other setting; may be repeated. See imago config show.")
    private Map<String, String> settings = Map.of();

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public NodeRun(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Path directory = terminal.options().dataDirectory(terminal.environment());
        RunningNode node = RunningNode.start(
                directory,
                flags(),
                new Surroundings(
                        terminal.clock(), terminal.random(), terminal.environment(), Surroundings.Logs.STDERR_AND_FILE),
                this::passphrase);
        CountDownLatch stopped = new CountDownLatch(1);
        Termination.before(() -> {
            node.close();
            stopped.countDown();
            log().info("stopped");
            // The process was told to end and did so in order: that is success, not 128 + the signal.
            Runtime.getRuntime().halt(0);
        });
        announce(node);
        stopped.await();
        return Answer.yes(Json.object(), "");
    }

    private void announce(RunningNode node) {
        Optional<String> peerAddress = node.peerAddress();
        ObjectNode json = Json.object().put("ready", true).put("rpc", node.rpc().toString());
        peerAddress.ifPresent(address -> json.put("p2p", address));
        terminal.out()
                .println(
                        terminal.options().json()
                                ? Json.text(json)
                                : "ready rpc=" + node.rpc()
                                        + peerAddress
                                                .map(address -> " p2p=" + address)
                                                .orElse(""));
        terminal.out().flush();
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>(settings);
        put(flags, "network", network);
        put(flags, "rpc-host", rpcHost);
        put(flags, "rpc-port", rpcPort);
        put(flags, "p2p-host", p2pHost);
        put(flags, "p2p-port", p2pPort);
        put(flags, "bootstrap", bootstrap.isEmpty() ? null : String.join(",", bootstrap));
        put(flags, "producer", producer);
        put(flags, "kad-protocol", kadProtocol);
        return flags;
    }

    private static void put(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    private char[] passphrase(String keyName) throws Failure {
        if (passphrases.isGiven(terminal)) {
            return passphrases.existing(terminal, keyName);
        }
        log().warn(
                        "key {}: no passphrase was given, so the documented insecure one is used; set IMAGO_PASSPHRASE",
                        keyName);
        return KeyRing.INSECURE_PASSPHRASE.toCharArray();
    }

    private static Logger log() {
        return LoggerFactory.getLogger(NodeRun.class);
    }
}

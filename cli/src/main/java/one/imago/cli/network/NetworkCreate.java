package one.imago.cli.network;

import java.nio.file.Path;
import java.util.Arrays;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.stake.ProducerSet;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.KeystoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a network. */
@Command(
        name = "create",
        description =
                "Make a network: its genesis with the white paper's 21 billion tokens, and a data directory for each"
                        + " of its first producers.",
        footer = {
            "",
            "DIR must not exist, or be empty. In it: genesis.toml, which is public, and node0, node1 …, each with a"
                    + " producer's key. node0 also holds the key dev, which owns the community's tokens, and the keys team,"
                    + " investors, foundation and ecosystem. All keys open with one passphrase.",
            "",
            "Example:",
            "  imago network create --producers 4 --out net",
            "  imago node run --network net/genesis.toml --data-dir net/node0"
        })
public final class NetworkCreate implements Action {
    private final Terminal terminal;

    @Option(
            names = "--producers",
            required = true,
            paramLabel = "N",
            description = "How many make and vote for blocks, 1 to " + ProducerSet.MAX_PRODUCERS + ".")
    private int producers;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; new or empty.")
    private Path out = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "local",
            description = "What people call it: 1 to 32 of a-z, 0-9 and hyphens. Default: ${DEFAULT-VALUE}.")
    private String name = "local";

    @Option(
            names = "--block-interval",
            paramLabel = "MILLIS",
            defaultValue = "200",
            description =
                    "Least time between two blocks when there is something to do, 10 to 60000; an empty block is made"
                            + " after five times that. Default: ${DEFAULT-VALUE}.")
    private int blockIntervalMillis = 200;

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public NetworkCreate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        if (producers < 1 || producers > ProducerSet.MAX_PRODUCERS) {
            throw Failure.usage(
                    "--producers is from 1 to " + ProducerSet.MAX_PRODUCERS, "21 is what the protocol means");
        }
        if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
            throw Failure.usage("--name is 1 to 32 of a-z, 0-9 and hyphens", "such as --name testnet-2");
        }
        try (NetworkDirectory directory =
                NetworkDirectory.prepare(out.toAbsolutePath().normalize())) {
            char[] passphrase = passphrases.fresh(terminal, "of the network");
            try {
                return answer(directory.write(terminal, producers, name, parameters(), passphrase));
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        }
    }

    private Genesis.Parameters parameters() throws Failure {
        try {
            long heartbeat = Math.max(100, Math.min(600_000, blockIntervalMillis * 5L));
            return new Genesis.Parameters(blockIntervalMillis, (int) heartbeat);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--block-interval: " + e.getMessage(), "such as --block-interval 200");
        }
    }

    private static Answer answer(NetworkDirectory.Written network) {
        ObjectNode json = Json.object()
                .put("genesis", network.genesisFile().toString())
                .put("chainId", network.genesis().chainId().hex());
        ArrayNode nodes = json.putArray("nodes");
        network.nodes().forEach(node -> nodes.add(node.toString()));
        ArrayNode keys = json.putArray("producers");
        network.genesis()
                .producers()
                .forEach(producer -> keys.add(producer.address().toString()));
        return Answer.yes(
                json,
                new Table()
                        .row("genesis", network.genesisFile())
                        .row("chain id", network.genesis().chainId().hex())
                        .row("nodes", network.nodes().size())
                        .row(
                                "start one",
                                "imago node run --network " + network.genesisFile() + " --data-dir "
                                        + network.nodes().get(0))
                        .toString());
    }
}

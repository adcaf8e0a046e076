package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import one.imago.chain.allocation.Allocation;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.genesis.WhitePaperNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Without a node: what is written, and what is refused. */
final class NetworkCreateTest {
    @TempDir
    Path directory;

    private InProcess imago;

    @BeforeEach
    void start() {
        imago = new InProcess(directory.resolve("data")).with("IMAGO_PASSPHRASE", "correct horse");
    }

    @Test
    void writesAGenesisAndADirectoryForEachProducer() throws Exception {
        Path out = directory.resolve("net");
        InProcess.Result result = imago.run("network", "create", "--producers", "2", "--out", out.toString(), "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode json = result.json();
        assertThat(json.path("genesis").asString())
                .isEqualTo(out.resolve("genesis.toml").toString());
        assertThat(json.path("nodes").valueStream().map(JsonNode::asString))
                .containsExactly(
                        out.resolve("node0").toString(), out.resolve("node1").toString());
        Genesis genesis = Genesis.read(out.resolve("genesis.toml"));
        assertThat(json.path("chainId").asString()).isEqualTo(genesis.chainId().hex());
        assertThat(genesis.producers()).hasSize(2);
        assertThat(genesis.grants()).hasSize(4);
        assertThat(genesis.balances().values())
                .containsExactly(Allocation.COMMUNITY_AT_START
                        .minus(WhitePaperNetwork.PRODUCER_STAKE)
                        .minus(WhitePaperNetwork.PRODUCER_STAKE));
        for (String node : new String[] {"node0", "node1"}) {
            assertThat(Genesis.read(out.resolve(node).resolve("genesis.toml"))).isEqualTo(genesis);
            assertThat(out.resolve(node).resolve("node.toml")).content().contains("producer = \"producer\"");
        }
        assertThat(names(out)).containsExactlyInAnyOrder("genesis.toml", "node0", "node1");
        assertThat(names(out.resolve("node0/keystore")))
                .containsExactlyInAnyOrder(
                        "dev.json",
                        "ecosystem.json",
                        "foundation.json",
                        "investors.json",
                        "producer.json",
                        "team.json");
        assertThat(names(out.resolve("node1/keystore"))).containsExactly("producer.json");
        assertThat(names(directory)).containsExactly("net");
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAsItIs() throws Exception {
        Path out = Files.createDirectory(directory.resolve("net"));
        Files.writeString(out.resolve("mine"), "mine");
        refuses(4, "not-empty", "--producers", "1", "--out", out.toString());
        assertThat(names(out)).containsExactly("mine");
        assertThat(names(directory)).containsExactly("net");
        refuses(
                4,
                "not-a-directory",
                "--producers",
                "1",
                "--out",
                out.resolve("mine").toString());
        refuses(
                4,
                "directory-not-found",
                "--producers",
                "1",
                "--out",
                directory.resolve("a/b").toString());
    }

    @Test
    void wrongUsageIsSaidSoAndWritesNothing() throws Exception {
        String out = directory.resolve("net").toString();
        refuses(2, "usage", "--producers", "0", "--out", out);
        refuses(2, "usage", "--producers", "129", "--out", out);
        refuses(2, "usage", "--producers", "many", "--out", out);
        refuses(2, "usage", "--producers", "1", "--out", out, "--name", "No!");
        refuses(2, "usage", "--producers", "1", "--out", out, "--block-interval", "5");
        imago.with("IMAGO_PASSPHRASE", "");
        refuses(4, "passphrase-missing", "--producers", "1", "--out", out);
        assertThat(names(directory)).isEmpty();
    }

    private void refuses(int exit, String code, String... arguments) {
        String[] all = Stream.concat(Stream.of("network", "create", "--json"), Stream.of(arguments))
                .toArray(String[]::new);
        InProcess.Result result = imago.run(all);
        assertThat(result.exit()).as(result.out()).isEqualTo(exit);
        assertThat(result.json().path("error").path("code").asString()).isEqualTo(code);
    }

    private static Stream<String> names(Path of) throws Exception {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        }
    }
}

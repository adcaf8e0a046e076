package one.imago.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Hash;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The outside witness: an unmodified Helia fetches from our nodes, directly, and through the DHT where it knows only a third
 * node. Needs Node.js and a folder with the client, {@code helia-fetch.mjs} and its installed packages: say {@code
 * -Dimago.helia=DIR} or {@code IMAGO_HELIA=DIR}. Skipped, and said so, where there is none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeliaInteropIT {
    private static final String KAD = "/ipfs/kad/1.0.0";

    private Path client;

    @BeforeAll
    void findClient() {
        String folder = System.getProperty("imago.helia", System.getenv().getOrDefault("IMAGO_HELIA", ""));
        client = Path.of(folder);
        assumeTrue(
                !folder.isEmpty() && Files.isRegularFile(client.resolve("helia-fetch.mjs")),
                "skipped: there is no Helia client; prepare one and say -Dimago.helia=DIR (docs/p2p.md)");
    }

    @Test
    void heliaFetchesFromUs(@TempDir Path root) throws Exception {
        Map<String, String> flags = Map.of("kad-protocol", KAD);
        try (PeerNode third = PeerNode.start(root.resolve("third"), flags);
                PeerNode holder = PeerNode.start(
                        root.resolve("holder"), Map.of("kad-protocol", KAD, "bootstrap", third.address()))) {
            Eventually.until(() -> !holder.network().peers().isEmpty());
            ContentStore store = holder.registry().require(ContentStore.class);
            for (int size : new int[] {10_240, (1 << 20) - 1, (1 << 20) + 1, 2_000_000}) {
                byte[] content = new byte[size];
                new Random(size).nextBytes(content);
                String cid = store.put(new ByteArrayInputStream(content)).cid().toString();
                store.provide(one.imago.node.content.Cid.parse(cid));
                String hash = Hash.sha256(content).hex();

                fetches(holder.address(), cid, hash, "--mode=direct");
                fetches(third.address(), cid, hash, "--mode=dht", "--not-from-entry", "--kad=" + KAD);
            }
        }
    }

    private void fetches(String entry, String cid, String hash, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("node", "helia-fetch.mjs", entry, cid, "--fast", "--expect=" + hash, "--timeout=60"));
        command.addAll(List.of(options));
        Path said = Files.createTempFile("helia", ".out");
        Process process = new ProcessBuilder(command)
                .directory(client.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("Helia ends").isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
            assertThat(Files.readString(said)).contains("sha256 " + hash);
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }
}

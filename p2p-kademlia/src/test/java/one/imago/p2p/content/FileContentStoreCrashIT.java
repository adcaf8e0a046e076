package one.imago.p2p.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import one.imago.node.content.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that puts content is killed at random moments; what it had acknowledged is there and verifies. */
class FileContentStoreCrashIT {
    private static final int ROUNDS = 8;

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedSurvivesKilling() throws Exception {
        long seed = Long.getLong("seed", 20261122);
        Random random = new Random(seed);
        Map<Cid, Long> acknowledged = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.putAll(putAndKill(seed + round, random.nextInt(400)));
            FileContentStore store = new FileContentStore(directory, 1L << 30);
            store.open();
            for (Map.Entry<Cid, Long> entry : acknowledged.entrySet()) {
                assertThat(store.stat(entry.getKey()))
                        .as("%s with seed %d, round %d", entry.getKey(), seed, round)
                        .isPresent();
                try (InputStream content = store.open(entry.getKey()).orElseThrow()) {
                    assertThat((long) content.readAllBytes().length).isEqualTo(entry.getValue());
                }
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    private Map<Cid, Long> putAndKill(long seed, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PutForever.class.getName(),
                        directory.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<Cid, Long> acknowledged = new HashMap<>();
        try (BufferedReader output = process.inputReader(US_ASCII)) {
            note(output.readLine(), acknowledged);
            process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly();
            String line = output.readLine();
            while (line != null) {
                note(line, acknowledged);
                line = output.readLine();
            }
        }
        process.waitFor();
        return acknowledged;
    }

    /** Killing may cut the last line; an uncut one was acknowledged. */
    private static void note(String line, Map<Cid, Long> acknowledged) {
        if (line != null && line.matches("b[a-z2-7]{58} [0-9]+")) {
            String[] parts = line.split(" ", 2);
            acknowledged.put(Cid.parse(parts[0]), Long.parseLong(parts[1]));
        }
    }
}

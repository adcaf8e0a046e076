package one.imago.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import one.imago.node.service.ThreadExecutors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUploadScratchTest {
    private final ThreadExecutors executors = new ThreadExecutors();
    private final HandClock clock = new HandClock();

    @TempDir
    Path directory;

    private DiskUploadScratch scratch = scratch(Path.of("unused"));

    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(directory.resolve("left-by-a-crash"), "x");
        scratch = scratch(directory);
        scratch.start();
    }

    @AfterEach
    void stop() throws Exception {
        scratch.stop();
        executors.close();
    }

    @Test
    void startsEmpty() throws IOException {
        assertThat(files()).isZero();
    }

    @Test
    void forgetsWhatExpired() throws Exception {
        String handle = scratch.store(new byte[] {1, 2});
        clock.now = clock.now.plusSeconds(59);
        assertThat(scratch.read(handle)).containsExactly(1, 2);
        clock.now = clock.now.plusSeconds(1);
        assertRefused("upload-unknown", () -> scratch.read(handle));
        scratch.sweep();
        assertThat(files()).isZero();
    }

    @Test
    void refusesBeyondItsQuotaUntilEarlierUploadsExpire() throws Exception {
        scratch.store(new byte[80]);
        scratch.store(new byte[80]);
        assertRefused("scratch-full", () -> scratch.store(new byte[80]));
        assertThat(files()).isEqualTo(2);
        clock.now = clock.now.plusSeconds(60);
        scratch.store(new byte[80]);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void refusesASingleUploadBeyondItsLimit() throws Exception {
        assertRefused("body-too-large", () -> scratch.store(new byte[101]));
        scratch.store(new byte[100]);
        scratch.store(new byte[100]);
    }

    @Test
    void knowsNoPathButItsHandles() throws Exception {
        Files.writeString(directory.resolve("secret"), "x");
        assertRefused("upload-unknown", () -> scratch.read("secret"));
        assertRefused("upload-unknown", () -> scratch.read("../secret"));
        assertRefused("upload-unknown", () -> scratch.read(""));
    }

    private interface Attempt {
        Object run() throws Exception;
    }

    private static void assertRefused(String code, Attempt attempt) {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(attempt::run)
                .matches(e -> e.code().equals(code), "code " + code);
    }

    private long files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    private DiskUploadScratch scratch(Path path) {
        return new DiskUploadScratch(
                path,
                new DiskUploadScratch.Limits(100, 200, Duration.ofSeconds(60)),
                clock,
                new SecureRandom(),
                executors.singleThread("sweeper"));
    }
}

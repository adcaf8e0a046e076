package one.imago.p2p.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.connection.StreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One session against bytes, and two against each other, without sockets or threads. */
class YamuxSessionTest {
    private static final YamuxLimits LIMITS =
            new YamuxLimits(256, 500, 2_000, 1 << 20, 30_000, new BufferBudget(4 << 20));

    /** One end. */
    private static final class End implements FrameSink {
        // Its loop runs what was submitted when asked to, on the test's thread.
        private final EmbeddedChannel loop = new EmbeddedChannel();
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private final List<YamuxStream> accepted = new ArrayList<>();
        private final YamuxSession session;
        private boolean writable = true;
        private boolean closed;
        private long now;

        End(boolean client) {
            Clock clock = new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(now);
                }
            };
            session = new YamuxSession(client, this, loop.eventLoop(), clock, LIMITS, accepted::add);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            sent.write(bytes, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void close() {
            closed = true;
        }

        byte[] take() {
            loop.runPendingTasks();
            byte[] bytes = sent.toByteArray();
            sent.reset();
            return bytes;
        }

        void receive(byte[] bytes) throws YamuxException {
            session.receive(ByteBuffer.wrap(bytes));
        }

        YamuxStream open() {
            return session.open().toCompletableFuture().join();
        }
    }

    /** Keeps what comes. */
    private static final class Kept implements StreamReader {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int chunks;
        private boolean ended;
        private @Nullable IOException failure;

        @Override
        public void data(byte[] chunk) {
            bytes.writeBytes(chunk);
            chunks++;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void failed(IOException cause) {
            failure = cause;
        }
    }

    private static void exchange(End one, End other) throws YamuxException {
        while (true) {
            byte[] there = one.take();
            other.receive(there);
            byte[] back = other.take();
            one.receive(back);
            if (there.length == 0 && back.length == 0) {
                return;
            }
        }
    }

    @Test
    void carriesBytesBothWaysAndCloses() throws Exception {
        End client = new End(true);
        End server = new End(false);
        YamuxStream ours = client.open();
        byte[] million = new byte[1_000_000];
        million[999_999] = 7;
        CompletionStage<Void> written = ours.write(million);
        ours.closeWrite();
        exchange(client, server);
        assertThat(written.toCompletableFuture()).isNotDone();

        Kept there = new Kept();
        YamuxStream theirs = server.accepted.get(0);
        theirs.read(there);
        exchange(client, server);
        assertThat(written.toCompletableFuture()).isCompleted();
        assertThat(there.bytes.toByteArray()).isEqualTo(million);
        assertThat(there.ended).isTrue();

        Kept here = new Kept();
        ours.read(here);
        theirs.write(new byte[] {1, 2, 3});
        theirs.closeWrite();
        exchange(client, server);
        assertThat(here.bytes.toByteArray()).containsExactly(1, 2, 3);
        assertThat(here.ended).isTrue();
        assertThat(client.session.openStreams()).isZero();
        assertThat(server.session.openStreams()).isZero();
    }

    @Test
    void keepsNoMoreThanTheWindowOfAPausedStream() throws Exception {
        End client = new End(true);
        End server = new End(false);
        YamuxStream ours = client.open();
        for (int i = 0; i < 100; i++) {
            ours.write(new byte[10_000]);
        }
        exchange(client, server);

        assertThat(server.accepted.get(0).waitingBytes()).isEqualTo(YamuxStream.WINDOW);
        Kept there = new Kept();
        server.accepted.get(0).read(there);
        exchange(client, server);
        assertThat(there.bytes.size()).isEqualTo(1_000_000);
    }

    @Test
    void crumbsCostNoMoreThanALoaf() throws Exception {
        End server = new End(false);
        server.receive(new FrameHeader(FrameHeader.DATA, FrameHeader.SYN, 1, 0).bytes());
        ByteArrayOutputStream crumbs = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            crumbs.writeBytes(new FrameHeader(FrameHeader.DATA, 0, 1, 1).bytes());
            crumbs.write(i);
        }
        server.receive(crumbs.toByteArray());

        Kept there = new Kept();
        server.accepted.get(0).read(there);
        server.loop.runPendingTasks();
        assertThat(there.chunks).isOne();
        assertThat(there.bytes.size()).isEqualTo(10_000);
    }

    @Test
    void dataBeyondTheWindowEndsTheConnection() throws Exception {
        End server = new End(false);
        server.receive(new FrameHeader(FrameHeader.DATA, FrameHeader.SYN, 1, YamuxStream.WINDOW).bytes());
        server.receive(new byte[YamuxStream.WINDOW]);

        byte[] more = new FrameHeader(FrameHeader.DATA, 0, 1, 1).bytes();
        assertThatThrownBy(() -> server.receive(more)).isInstanceOf(YamuxException.class);
        assertThat(server.closed).isTrue();
        assertThat(server.session.openStreams()).isZero();
    }

    @Test
    void anEnormousFrameIsRefusedByItsHeader() {
        End server = new End(false);
        byte[] frame = new FrameHeader(FrameHeader.DATA, FrameHeader.SYN, 1, 0xffff_ffffL).bytes();

        assertThatThrownBy(() -> server.receive(frame)).isInstanceOf(YamuxException.class);
    }

    @Test
    void tenThousandStreamsCostTwoHundredAndFiftySix() throws Exception {
        End server = new End(false);
        for (int i = 0; i < 2_000; i++) {
            server.receive(new FrameHeader(FrameHeader.WINDOW_UPDATE, FrameHeader.SYN, 2 * i + 1, 0).bytes());
        }
        assertThat(server.session.openStreams()).isEqualTo(256);

        assertThatThrownBy(() -> {
                    for (int i = 2_000; i < 10_000; i++) {
                        server.receive(
                                new FrameHeader(FrameHeader.WINDOW_UPDATE, FrameHeader.SYN, 2 * i + 1, 0).bytes());
                    }
                })
                .isInstanceOf(YamuxException.class)
                .hasMessageContaining("too many streams");
        assertThat(server.closed).isTrue();
        assertThat(server.session.openStreams()).isZero();
    }

    @Test
    void unreadDataOnManyStreamsIsBounded() throws Exception {
        End server = new End(false);
        for (int i = 0; i < 20; i++) {
            int id = 2 * i + 1;
            server.receive(new FrameHeader(FrameHeader.DATA, FrameHeader.SYN, id, YamuxStream.WINDOW).bytes());
            server.receive(new byte[YamuxStream.WINDOW]);
        }
        int kept = server.accepted.stream().mapToInt(YamuxStream::waitingBytes).sum();
        assertThat(kept).isLessThanOrEqualTo(LIMITS.bufferedBytes());
        assertThat(server.closed).isFalse();
    }

    @Test
    void aWriterWaitsForASlowReaderAndGivesUpInTheEnd() throws Exception {
        End client = new End(true);
        End server = new End(false);
        YamuxStream ours = client.open();
        CompletionStage<Void> written = ours.write(new byte[YamuxStream.WINDOW + 1]);
        exchange(client, server);
        assertThat(written.toCompletableFuture()).isNotDone();

        client.now = LIMITS.stallMillis() + 1;
        client.session.sweep(1_000_000);
        assertThat(written.toCompletableFuture()).isCompletedExceptionally();
        assertThat(client.session.openStreams()).isZero();
    }

    @Test
    void streamsTakeTurns() throws Exception {
        End client = new End(true);
        YamuxStream large = client.open();
        YamuxStream small = client.open();
        client.take();
        CompletionStage<Void> slow = large.write(new byte[10_000_000]);
        CompletionStage<Void> quick = small.write(new byte[1]);
        client.take();

        assertThat(quick.toCompletableFuture()).isCompleted();
        assertThat(slow.toCompletableFuture()).isNotDone();
    }

    @Test
    void nothingIsSentIntoAFullSocket() throws Exception {
        End client = new End(true);
        YamuxStream stream = client.open();
        client.take();
        client.writable = false;
        CompletionStage<Void> written = stream.write(new byte[100]);
        assertThat(client.take()).isEmpty();
        assertThat(written.toCompletableFuture()).isNotDone();

        client.writable = true;
        client.session.writable();
        assertThat(client.take()).hasSize(112);
        assertThat(written.toCompletableFuture()).isCompleted();
    }

    @Test
    void aResetReachesBothEnds() throws Exception {
        End client = new End(true);
        End server = new End(false);
        YamuxStream ours = client.open();
        ours.write(new byte[10]);
        exchange(client, server);
        Kept there = new Kept();
        server.accepted.get(0).read(there);
        ours.reset();
        exchange(client, server);

        assertThat(there.failure).isNotNull();
        assertThat(server.session.openStreams()).isZero();
        assertThat(ours.write(new byte[1]).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aReaderThatThrowsLosesItsStreamOnly() throws Exception {
        End client = new End(true);
        End server = new End(false);
        YamuxStream bad = client.open();
        YamuxStream good = client.open();
        bad.write(new byte[1]);
        good.write(new byte[1]);
        exchange(client, server);
        server.accepted.get(0).read(new StreamReader() {
            @Override
            public void data(byte[] bytes) {
                throw new IllegalArgumentException("not like this");
            }

            @Override
            public void end() {}

            @Override
            public void failed(IOException cause) {}
        });
        Kept there = new Kept();
        server.accepted.get(1).read(there);
        exchange(client, server);

        assertThat(there.bytes.size()).isOne();
        assertThat(server.session.openStreams()).isOne();
        assertThat(client.session.openStreams()).isOne();
    }

    @Test
    void goodbyeEndsEverything() throws Exception {
        End client = new End(true);
        End server = new End(false);
        YamuxStream ours = client.open();
        exchange(client, server);
        server.session.goAway();
        exchange(client, server);

        assertThat(server.closed).isTrue();
        assertThat(client.session.open().toCompletableFuture()).isCompletedExceptionally();
        ours.reset();
        assertThat(client.closed).isTrue();
    }

    @Test
    void answersPingsAndSendsThemIntoSilence() throws Exception {
        End client = new End(true);
        End server = new End(false);
        client.now = 31_000;
        client.session.sweep(30_000);
        byte[] ping = client.take();
        assertThat(ping).isEqualTo(new FrameHeader(FrameHeader.PING, FrameHeader.SYN, 0, 1).bytes());
        server.receive(ping);
        assertThat(server.take()).isEqualTo(new FrameHeader(FrameHeader.PING, FrameHeader.ACK, 0, 1).bytes());
    }

    @Test
    void framesThatBreakTheRulesEndTheConnection() {
        refused(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0});
        refused(new byte[] {0, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0});
        refused(new byte[] {0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0});
        refused(new byte[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
        refused(new FrameHeader(FrameHeader.DATA, FrameHeader.SYN, 2, 0).bytes());
        refused(new FrameHeader(FrameHeader.PING, FrameHeader.SYN, 1, 0).bytes());
    }

    private static void refused(byte[] frame) {
        End server = new End(false);
        assertThatThrownBy(() -> server.receive(frame)).isInstanceOf(YamuxException.class);
        assertThat(server.closed).isTrue();
    }
}

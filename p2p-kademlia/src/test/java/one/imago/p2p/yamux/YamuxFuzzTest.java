package one.imago.p2p.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import one.imago.p2p.connection.StreamReader;

final class YamuxFuzzTest {
    /** Any bytes: the session stays within its limits, or ends the connection. */
    @FuzzTest
    void readsAnyFrames(byte[] bytes) {
        BufferBudget budget = new BufferBudget(1 << 20);
        YamuxLimits limits = new YamuxLimits(16, 10, 100, 1 << 20, 1000, budget);
        EmbeddedChannel loop = new EmbeddedChannel();
        YamuxSession session = new YamuxSession(
                false, new Nowhere(), loop.eventLoop(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), limits, stream -> {
                    if (stream.id() % 4 == 1) {
                        stream.read(new Echo(stream));
                    }
                });
        try {
            session.receive(ByteBuffer.wrap(bytes));
            loop.runPendingTasks();
            assertThat(session.openStreams()).isLessThanOrEqualTo(16);
            assertThat(budget.used()).isBetween(0L, (long) bytes.length);
        } catch (YamuxException e) {
            assertThat(session.openStreams()).isZero();
            assertThat(budget.used()).isZero();
        }
    }

    private static final class Nowhere implements FrameSink {
        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public void flush() {}

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void close() {}
    }

    private record Echo(YamuxStream stream) implements StreamReader {
        @Override
        public void data(byte[] bytes) {
            stream.write(bytes);
        }

        @Override
        public void end() {
            stream.closeWrite();
        }

        @Override
        public void failed(IOException cause) {}
    }
}

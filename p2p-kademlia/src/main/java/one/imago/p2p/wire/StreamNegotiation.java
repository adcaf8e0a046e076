package one.imago.p2p.wire;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import one.imago.p2p.connection.StreamReader;
import one.imago.p2p.yamux.YamuxStream;

/** Settles the protocol of a stream, within a time. A stream that does not get there is reset. */
final class StreamNegotiation implements StreamReader {
    private static final long PATIENCE_SECONDS = 10;

    private final YamuxStream stream;
    private final Negotiation negotiation;
    private final CompletableFuture<String> settled = new CompletableFuture<>();

    private StreamNegotiation(YamuxStream stream, Negotiation negotiation) {
        this.stream = stream;
        this.negotiation = negotiation;
    }

    /**
     * Begins; what follows the negotiation stays on the stream for its next reader.
     *
     * @return the protocol, on the stream's thread
     */
    static CompletionStage<String> of(YamuxStream stream, Negotiation negotiation, EventExecutor loop) {
        StreamNegotiation reader = new StreamNegotiation(stream, negotiation);
        var timeout = loop.schedule(
                () -> reader.refuse(new IOException("the peer does not answer which protocol it speaks")),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        byte[] first = negotiation.first();
        if (first.length > 0) {
            stream.write(first);
        }
        stream.read(reader);
        return reader.settled.whenComplete((protocol, failure) -> timeout.cancel(false));
    }

    @Override
    public void data(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            Negotiation.Step step = negotiation.feed(buffer);
            if (step.reply().length > 0) {
                stream.write(step.reply());
            }
            step.protocol().ifPresent(protocol -> {
                stream.handOver(bytes, buffer.position(), buffer.remaining());
                settled.complete(protocol);
            });
        } catch (IOException e) {
            refuse(e);
        }
    }

    private void refuse(IOException cause) {
        if (settled.completeExceptionally(cause)) {
            stream.reset();
        }
    }

    @Override
    public void end() {
        refuse(new IOException("the peer ended the stream before its protocol was settled"));
    }

    @Override
    public void failed(IOException cause) {
        settled.completeExceptionally(cause);
    }
}

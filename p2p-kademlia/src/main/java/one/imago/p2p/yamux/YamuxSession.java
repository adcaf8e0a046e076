package one.imago.p2p.yamux;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a Yamux connection. Owned by one thread, the executor that it is made with: {@link #receive}, {@link
 * #writable}, {@link #sweep} and {@link #closed} are called there, everything else from anywhere.
 *
 * <p>What a hostile peer can make it hold: {@link YamuxLimits#inboundStreams} streams, {@link
 * YamuxLimits#bufferedBytes} of unread data, and what the sink takes before it says that it is full.
 *
 * <p>Source: hashicorp/yamux, spec.md; libp2p specs, yamux.
 */
public final class YamuxSession {
    /** With its header it fills one Noise message. */
    static final int MAX_FRAME = 65_519 - FrameHeader.LENGTH;

    private static final int MAX_UNACKNOWLEDGED = 256;
    private static final long GONE_NORMALLY = 0;
    private static final long PROTOCOL_ERROR = 1;

    private final FrameSink sink;
    private final EventExecutor executor;
    private final Clock clock;
    private final YamuxLimits limits;
    private final Consumer<YamuxStream> onStream;
    private final boolean client;
    private final TokenBucket opening;

    private final Map<Integer, YamuxStream> streams = new HashMap<>();
    private final Set<Integer> unacknowledged = new HashSet<>();
    private final Deque<YamuxStream> ready = new ArrayDeque<>();
    private List<CompletableFuture<Void>> flushed = new ArrayList<>();
    private final byte[] headerBytes = new byte[FrameHeader.LENGTH];
    private int headerLength;
    private long bodyLeft;
    private @Nullable YamuxStream bodyStream;
    private boolean bodyEnds;
    private int nextId;
    private int lastInbound;
    private int inboundOpen;
    private int bufferedBytes;
    private boolean flushPlanned;
    private boolean goingAway;
    private boolean peerGoesAway;
    private boolean over;
    private volatile long lastHeard;
    private volatile long lastActive;
    private volatile int openStreams;
    private int pings;

    /**
     * @param client whether this end dialled
     * @param sink where frames go
     * @param executor the thread that owns the session
     * @param clock for rates and patience
     * @param onStream given every stream that the peer opens, on the session's thread
     */
    public YamuxSession(
            boolean client,
            FrameSink sink,
            EventExecutor executor,
            Clock clock,
            YamuxLimits limits,
            Consumer<YamuxStream> onStream) {
        this.client = client;
        this.sink = sink;
        this.executor = executor;
        this.clock = clock;
        this.limits = limits;
        this.onStream = onStream;
        this.nextId = client ? 1 : 2;
        this.lastHeard = now();
        this.lastActive = lastHeard;
        this.opening = new TokenBucket(limits.streamsPerSecond(), limits.streamBurst(), lastHeard);
    }

    // ---- called from any thread

    /** Opens a stream; it can be written to at once. */
    public CompletionStage<YamuxStream> open() {
        CompletableFuture<YamuxStream> opened = new CompletableFuture<>();
        run(() -> {
            Optional<String> problem = whyNotOpen();
            if (problem.isPresent()) {
                opened.completeExceptionally(new IOException(problem.get()));
                return;
            }
            YamuxStream stream = new YamuxStream(this, nextId, false, now());
            nextId += 2;
            lastActive = now();
            streams.put(stream.id(), stream);
            openStreams = streams.size();
            unacknowledged.add(stream.id());
            writeHeader(FrameHeader.WINDOW_UPDATE, FrameHeader.SYN, stream.id(), 0);
            opened.complete(stream);
        });
        return opened;
    }

    private Optional<String> whyNotOpen() {
        if (over || goingAway || peerGoesAway) {
            return Optional.of("the connection is closing");
        }
        if (nextId < 0) {
            return Optional.of("the connection has used up its stream ids");
        }
        return unacknowledged.size() >= MAX_UNACKNOWLEDGED
                ? Optional.of("the peer has not answered " + MAX_UNACKNOWLEDGED + " streams yet")
                : Optional.empty();
    }

    /** Tells the peer that this end leaves, and closes the connection. */
    public void goAway() {
        run(() -> leave(GONE_NORMALLY, new IOException("the connection was closed by this node")));
    }

    /** Runs on the session's thread. */
    void run(Runnable task) {
        if (executor.inEventLoop()) {
            task.run();
            return;
        }
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // The thread has ended and the session with it: whoever asks is told so, by the state that was left.
            task.run();
        }
    }

    // ---- called on the session's thread

    /**
     * Takes decrypted bytes as they come.
     *
     * @throws YamuxException when the peer broke a rule; it has been told, and the connection is closing
     */
    public void receive(ByteBuffer bytes) throws YamuxException {
        lastHeard = now();
        try {
            while (bytes.hasRemaining() && !over) {
                if (bodyLeft > 0) {
                    receiveBody(bytes);
                } else {
                    receiveHeader(bytes);
                }
            }
        } catch (YamuxException e) {
            leave(PROTOCOL_ERROR, e);
            throw e;
        }
    }

    private void receiveHeader(ByteBuffer bytes) throws YamuxException {
        int take = Math.min(bytes.remaining(), FrameHeader.LENGTH - headerLength);
        bytes.get(headerBytes, headerLength, take);
        headerLength += take;
        if (headerLength == FrameHeader.LENGTH) {
            headerLength = 0;
            frame(FrameHeader.read(ByteBuffer.wrap(headerBytes)));
        }
    }

    private void receiveBody(ByteBuffer bytes) {
        int take = (int) Math.min(bytes.remaining(), bodyLeft);
        bodyLeft -= take;
        YamuxStream stream = bodyStream;
        if (stream == null) {
            bytes.position(bytes.position() + take);
            return;
        }
        stream.data(bytes.array(), bytes.arrayOffset() + bytes.position(), take);
        bytes.position(bytes.position() + take);
        if (bufferedBytes > limits.bufferedBytes() || limits.shared().isExceeded()) {
            reset(stream, "more data than this node keeps unread");
        }
        if (bodyLeft == 0) {
            endBody(stream);
        }
    }

    private void endBody(YamuxStream stream) {
        bodyStream = null;
        if (bodyEnds) {
            bodyEnds = false;
            stream.finished();
            forgetIfOver(stream);
        }
    }

    private void frame(FrameHeader header) throws YamuxException {
        switch (header.type()) {
            case FrameHeader.DATA, FrameHeader.WINDOW_UPDATE -> streamFrame(header);
            case FrameHeader.PING -> ping(header);
            default -> {
                peerGoesAway = true;
                if (streams.isEmpty()) {
                    leave(GONE_NORMALLY, new IOException("the peer went away"));
                }
            }
        }
    }

    private void ping(FrameHeader header) {
        if (header.has(FrameHeader.SYN)) {
            writeHeader(FrameHeader.PING, FrameHeader.ACK, 0, header.length());
        }
    }

    private void streamFrame(FrameHeader header) throws YamuxException {
        if (header.has(FrameHeader.SYN)) {
            accept(header.stream());
        }
        YamuxStream stream = streams.get(header.stream());
        if (header.has(FrameHeader.RST)) {
            if (stream != null) {
                forget(stream);
                stream.fail(new IOException("the stream was reset by the peer"));
            }
        } else if (stream != null) {
            if (header.has(FrameHeader.ACK)) {
                unacknowledged.remove(stream.id());
            }
            if (header.type() == FrameHeader.WINDOW_UPDATE) {
                stream.windowGrows(header.length());
            } else {
                stream.expect(header.length());
            }
        }
        if (header.type() == FrameHeader.DATA) {
            if (header.length() > YamuxStream.WINDOW) {
                throw new YamuxException("a frame of " + header.length() + " bytes");
            }
            bodyLeft = header.length();
        }
        YamuxStream open = header.has(FrameHeader.RST) ? null : stream;
        if (bodyLeft > 0) {
            bodyStream = open;
            bodyEnds = open != null && header.has(FrameHeader.FIN);
        } else if (open != null && header.has(FrameHeader.FIN)) {
            open.finished();
            forgetIfOver(open);
        }
    }

    private void accept(int id) throws YamuxException {
        boolean theirs = (id & 1) == (client ? 0 : 1);
        if (!theirs || Integer.compareUnsigned(id, lastInbound) <= 0) {
            throw new YamuxException("a stream id that is not the peer's to open");
        }
        lastInbound = id;
        if (!opening.take(1, now())) {
            throw new YamuxException("too many streams in a short time");
        }
        if (inboundOpen >= limits.inboundStreams() || goingAway) {
            writeHeader(FrameHeader.WINDOW_UPDATE, FrameHeader.RST, id, 0);
            return;
        }
        YamuxStream stream = new YamuxStream(this, id, true, now());
        lastActive = now();
        inboundOpen++;
        streams.put(id, stream);
        openStreams = streams.size();
        writeHeader(FrameHeader.WINDOW_UPDATE, FrameHeader.ACK, id, 0);
        onStream.accept(stream);
    }

    /** The sink has room again. */
    public void writable() {
        pump();
    }

    /** Resets streams whose peer takes nothing, and asks after a peer that has been silent; call it now and then. */
    public void sweep(long keepAliveMillis) {
        long now = now();
        for (YamuxStream stream : List.copyOf(streams.values())) {
            if (stream.isStalled(now, limits.stallMillis())) {
                reset(stream, "the peer takes nothing");
            }
        }
        if (now - lastHeard > keepAliveMillis && !over) {
            writeHeader(FrameHeader.PING, FrameHeader.SYN, 0, ++pings);
        }
    }

    /** The connection is gone. */
    public void closed(IOException cause) {
        if (over) {
            return;
        }
        over = true;
        List<YamuxStream> all = List.copyOf(streams.values());
        streams.clear();
        openStreams = 0;
        unacknowledged.clear();
        inboundOpen = 0;
        all.forEach(stream -> stream.fail(cause));
        List<CompletableFuture<Void>> waiting = flushed;
        flushed = new ArrayList<>();
        waiting.forEach(done -> done.completeExceptionally(cause));
    }

    /** Milliseconds of the clock when the peer was last heard. This and what follows may be read on any thread. */
    public long lastHeard() {
        return lastHeard;
    }

    /** Milliseconds of the clock when a stream was last opened or ended. */
    public long lastActive() {
        return lastActive;
    }

    public int openStreams() {
        return openStreams;
    }

    private void leave(long code, IOException cause) {
        if (over) {
            return;
        }
        goingAway = true;
        writeHeader(FrameHeader.GO_AWAY, 0, 0, code);
        sink.flush();
        closed(cause);
        sink.close();
    }

    // ---- called by streams, on the session's thread

    long now() {
        return clock.millis();
    }

    void buffered(int bytes) {
        bufferedBytes += bytes;
        limits.shared().add(bytes);
    }

    void reset(YamuxStream stream, String reason) {
        if (streams.get(stream.id()) != stream) {
            return;
        }
        forget(stream);
        writeHeader(FrameHeader.WINDOW_UPDATE, FrameHeader.RST, stream.id(), 0);
        stream.fail(new IOException("the stream was reset: " + reason));
    }

    void forgetIfOver(YamuxStream stream) {
        if (stream.isOver() && stream.waitingBytes() == 0) {
            forget(stream);
        }
    }

    private void forget(YamuxStream stream) {
        if (streams.remove(stream.id(), stream)) {
            lastActive = now();
            openStreams = streams.size();
            unacknowledged.remove(stream.id());
            if (bodyStream == stream) {
                bodyStream = null;
            }
            if (stream.inbound()) {
                inboundOpen--;
            }
            if (peerGoesAway && streams.isEmpty()) {
                leave(GONE_NORMALLY, new IOException("the peer went away"));
            }
        }
    }

    void wantsToSend(YamuxStream stream) {
        if (stream.queue()) {
            ready.add(stream);
            planFlush();
        }
    }

    void writeHeader(int type, int flags, int stream, long length) {
        if (over) {
            return;
        }
        sink.write(new FrameHeader(type, flags, stream, length).bytes(), 0, FrameHeader.LENGTH);
        planFlush();
    }

    void writeData(int stream, byte[] bytes, int offset, int length) {
        sink.write(new FrameHeader(FrameHeader.DATA, 0, stream, length).bytes(), 0, FrameHeader.LENGTH);
        sink.write(bytes, offset, length);
    }

    void afterFlush(CompletableFuture<Void> done) {
        flushed.add(done);
    }

    /** Frames written in one turn of the thread go out together, in one message where they fit. */
    private void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            executor.execute(() -> {
                flushPlanned = false;
                pump();
            });
        }
    }

    /** One frame of each stream in turn, while the socket takes them. */
    private void pump() {
        if (over) {
            return;
        }
        while (!ready.isEmpty() && sink.isWritable()) {
            YamuxStream stream = ready.remove();
            if (stream.sendOne() && stream.queue()) {
                ready.add(stream);
            }
        }
        sink.flush();
        List<CompletableFuture<Void>> done = flushed;
        if (!done.isEmpty()) {
            flushed = new ArrayList<>();
            done.forEach(each -> each.complete(null));
        }
    }
}

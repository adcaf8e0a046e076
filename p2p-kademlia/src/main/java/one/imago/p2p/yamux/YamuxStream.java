package one.imago.p2p.yamux;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.connection.StreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session, both directions. Its state belongs to the session's thread; the public methods may be called
 * from any.
 *
 * <p>What comes in while nobody reads is kept in one array, which the window bounds: a peer that sends its window in
 * pieces of one byte costs no more than one that sends it whole.
 */
public final class YamuxStream {
    /** Bytes that may be on their way unread, in each direction, when a stream begins. */
    public static final int WINDOW = 256 << 10;

    private final YamuxSession session;
    private final int id;
    private final boolean inbound;

    private final Deque<Pending> outgoing = new ArrayDeque<>();
    private long sendWindow = WINDOW;
    private long lastProgress;
    private boolean queued;
    private boolean finWanted;
    private boolean finSent;

    private int receiveWindow = WINDOW;
    private int consumed;
    private byte[] waiting = {};
    private int waitingLength;
    private @Nullable StreamReader reader;
    private boolean paused;
    private boolean delivering;
    private boolean finReceived;
    private boolean endDelivered;
    private @Nullable IOException failure;

    /** Bytes that wait for the peer's window, and who waits for them. */
    private static final class Pending {
        private final byte[] bytes;
        private final CompletableFuture<Void> done;
        private int sent;

        Pending(byte[] bytes, CompletableFuture<Void> done) {
            this.bytes = bytes;
            this.done = done;
        }
    }

    YamuxStream(YamuxSession session, int id, boolean inbound, long now) {
        this.session = session;
        this.id = id;
        this.inbound = inbound;
        this.lastProgress = now;
    }

    int id() {
        return id;
    }

    boolean inbound() {
        return inbound;
    }

    // ---- called from any thread

    /** See {@link one.imago.p2p.connection.PeerStream#write}. */
    public CompletionStage<Void> write(byte[] bytes) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.run(() -> enqueue(new Pending(bytes, done)));
        return done;
    }

    /** Takes what comes in, with what has come in; a second reader takes over from the first. */
    public void read(StreamReader next) {
        session.run(() -> {
            reader = next;
            deliver();
        });
    }

    public void pause() {
        session.run(() -> paused = true);
    }

    public void resume() {
        session.run(() -> {
            paused = false;
            deliver();
        });
    }

    public void closeWrite() {
        session.run(() -> {
            if (failure == null && !finWanted) {
                finWanted = true;
                session.wantsToSend(this);
            }
        });
    }

    public void reset() {
        session.run(() -> session.reset(this, "reset by this node"));
    }

    /**
     * Ends the reader's part: what it has not used and what comes from now on waits for the next reader. Only on the
     * session's thread, within the call that delivered the bytes.
     */
    public void handOver(byte[] bytes, int offset, int length) {
        reader = null;
        paused = false;
        if (length > 0) {
            byte[] joined = new byte[length + waitingLength];
            System.arraycopy(bytes, offset, joined, 0, length);
            System.arraycopy(waiting, 0, joined, length, waitingLength);
            waiting = joined;
            waitingLength = joined.length;
            consumed -= length;
            session.buffered(length);
        }
    }

    // ---- sending, on the session's thread

    private void enqueue(Pending pending) {
        IOException cause = failure;
        if (cause != null || finWanted) {
            pending.done.completeExceptionally(
                    new IOException(cause == null ? "the stream is closed for writing" : cause.getMessage(), cause));
            return;
        }
        if (outgoing.isEmpty()) {
            lastProgress = session.now();
        }
        outgoing.add(pending);
        session.wantsToSend(this);
    }

    /** Marks the stream as waiting for its turn; false when it does already or has nothing to send now. */
    boolean queue() {
        if (queued || !canSend()) {
            return false;
        }
        queued = true;
        return true;
    }

    private boolean canSend() {
        return outgoing.isEmpty() ? finWanted && !finSent : sendWindow > 0 || outgoing.peek().bytes.length == 0;
    }

    /** Sends one frame; true when there is more that could go at once. */
    boolean sendOne() {
        queued = false;
        if (failure != null || !canSend()) {
            return false;
        }
        Pending pending = outgoing.peek();
        if (pending == null) {
            finSent = true;
            session.writeHeader(FrameHeader.DATA, FrameHeader.FIN, id, 0);
            session.forgetIfOver(this);
            return false;
        }
        int length = (int) Math.min(Math.min(pending.bytes.length - pending.sent, sendWindow), YamuxSession.MAX_FRAME);
        if (length > 0) {
            session.writeData(id, pending.bytes, pending.sent, length);
            pending.sent += length;
            sendWindow -= length;
            lastProgress = session.now();
        }
        if (pending.sent == pending.bytes.length) {
            outgoing.remove();
            session.afterFlush(pending.done);
        }
        return canSend();
    }

    void windowGrows(long bytes) throws YamuxException {
        sendWindow += bytes;
        if (sendWindow > 0xffff_ffffL) {
            throw new YamuxException("a window of more than 4 GiB");
        }
        lastProgress = session.now();
        session.wantsToSend(this);
    }

    boolean isStalled(long now, long patienceMillis) {
        return !outgoing.isEmpty() && now - lastProgress > patienceMillis;
    }

    // ---- receiving, on the session's thread

    /** The header of a data frame was read. */
    void expect(long length) throws YamuxException {
        if (length > receiveWindow) {
            throw new YamuxException("data beyond the window");
        }
        if (finReceived && length > 0) {
            throw new YamuxException("data after the end of a stream");
        }
        receiveWindow -= (int) length;
    }

    /** Some bytes of a data frame. */
    void data(byte[] bytes, int offset, int length) {
        if (failure != null) {
            return;
        }
        if (reader != null && !paused && waitingLength == 0 && !delivering) {
            hand(Arrays.copyOfRange(bytes, offset, offset + length));
            deliver();
            return;
        }
        if (waiting.length < waitingLength + length) {
            int doubled = Math.max(waitingLength + length, 2 * waiting.length);
            waiting = Arrays.copyOf(waiting, Math.min(WINDOW, Math.max(512, doubled)));
        }
        System.arraycopy(bytes, offset, waiting, waitingLength, length);
        waitingLength += length;
        session.buffered(length);
    }

    void finished() {
        finReceived = true;
        deliver();
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        while (reader != null && !paused && failure == null && waitingLength > 0) {
            byte[] chunk = waiting.length == waitingLength ? waiting : Arrays.copyOf(waiting, waitingLength);
            session.buffered(-waitingLength);
            waiting = new byte[0];
            waitingLength = 0;
            hand(chunk);
        }
        StreamReader to = reader;
        if (to == null || endDelivered) {
            return;
        }
        IOException cause = failure;
        if (cause != null) {
            endDelivered = true;
            to.failed(cause);
        } else if (finReceived && waitingLength == 0 && !paused) {
            endDelivered = true;
            to.end();
            session.forgetIfOver(this);
        }
    }

    private void hand(byte[] chunk) {
        StreamReader to = reader;
        if (to == null) {
            return;
        }
        consumed += chunk.length;
        delivering = true;
        try {
            to.data(chunk);
        } catch (RuntimeException e) {
            session.reset(this, "a reader refused: " + e.getMessage());
        } finally {
            delivering = false;
        }
        if (failure == null && !finReceived && consumed >= WINDOW / 2) {
            receiveWindow += consumed;
            session.writeHeader(FrameHeader.WINDOW_UPDATE, 0, id, consumed);
            consumed = 0;
        }
    }

    /** Bytes that nobody has read yet. */
    int waitingBytes() {
        return waitingLength;
    }

    boolean isOver() {
        return finSent && finReceived;
    }

    /** The stream is gone; tells everyone who waits. */
    void fail(IOException cause) {
        if (failure != null) {
            return;
        }
        failure = cause;
        session.buffered(-waitingLength);
        waiting = new byte[0];
        waitingLength = 0;
        for (Pending pending : outgoing) {
            pending.done.completeExceptionally(cause);
        }
        outgoing.clear();
        deliver();
    }
}

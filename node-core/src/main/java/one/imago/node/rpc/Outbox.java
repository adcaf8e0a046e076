package one.imago.node.rpc;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The notifications of one WebSocket that have not gone out. Anyone may add; the queue itself belongs to the event loop,
 * which writes as much as the socket takes. What waits is counted from the call that added it until the socket has it, so
 * that the bound holds for the queue, for tasks of the event loop and for buffers of the socket together.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in channelInactive
final class Outbox implements RpcConnection {
    static final int MAX_MESSAGES = 256;
    static final int MAX_BYTES = 4 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final ChannelHandlerContext ctx;
    private final Runnable tooSlow;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Runnable> closeTasks = new ArrayList<>();
    private boolean closed;

    // Of the event loop alone.
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private boolean held;

    /**
     * @param tooSlow told once, on the event loop, when more waits than may; nothing more goes out then
     */
    Outbox(ChannelHandlerContext ctx, Runnable tooSlow) {
        this.ctx = ctx;
        this.tooSlow = tooSlow;
    }

    @Override
    public void tell(String method, Record params) {
        if (stopped.get()) {
            return;
        }
        ObjectNode notification = JsonNodeFactory.instance.objectNode();
        notification.put("jsonrpc", "2.0").put("method", method);
        notification.set("params", RpcJson.mapper().valueToTree(params));
        byte[] message = RpcJson.mapper().writeValueAsBytes(notification);
        boolean fits = messages.incrementAndGet() <= MAX_MESSAGES && bytes.addAndGet(message.length) <= MAX_BYTES;
        if (fits) {
            onLoop(() -> {
                queue.add(message);
                drain();
            });
        } else if (stopped.compareAndSet(false, true)) {
            onLoop(() -> {
                queue.clear();
                tooSlow.run();
            });
        }
    }

    private void onLoop(Runnable task) {
        try {
            ctx.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the server stopped before a notification went out");
        }
    }

    @Override
    public void onClose(Runnable task) {
        synchronized (closeTasks) {
            if (!closed) {
                closeTasks.add(task);
                return;
            }
        }
        task.run();
    }

    /** While a request is in work its notifications wait, so that its answer comes first. On the event loop. */
    void hold() {
        held = true;
    }

    /** The answer is on its way. On the event loop. */
    void release() {
        held = false;
        drain();
    }

    /** Writes what the socket takes; called again when it takes more. On the event loop. */
    void drain() {
        boolean wrote = false;
        while (!held && !stopped.get() && ctx.channel().isWritable() && !queue.isEmpty()) {
            byte[] message = queue.remove();
            ctx.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(message))).addListener(written -> {
                messages.decrementAndGet();
                bytes.addAndGet(-message.length);
            });
            wrote = true;
        }
        if (wrote) {
            ctx.flush();
        }
    }

    /** The connection is gone. On the event loop. */
    void close() {
        stopped.set(true);
        queue.clear();
        List<Runnable> tasks;
        synchronized (closeTasks) {
            closed = true;
            tasks = List.copyOf(closeTasks);
            closeTasks.clear();
        }
        tasks.forEach(Runnable::run);
    }
}

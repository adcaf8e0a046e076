package one.imago.node.rpc;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Hands on one decoded message for each {@code read()}, however many a socket read decoded to, and goes on asking the
 * socket until there is one. It holds at most what one socket read decodes to, since it asks only when it is empty.
 * Netty's FlowControlHandler drops an unanswered {@code read()} when a socket read completes, so a body that comes in
 * another packet than its head would wait for ever.
 */
final class OneAtATime extends ChannelDuplexHandler {
    private final Queue<Object> waiting = new ArrayDeque<>();
    private boolean wanted;
    private boolean delivering;
    private boolean inputEnded;

    @Override
    public void read(ChannelHandlerContext ctx) {
        wanted = true;
        deliver(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add(message);
        deliver(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        askIfEmpty(ctx);
    }

    /** A client may end its side and wait for answers; the end is told when all that it sent before has been taken. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            askIfEmpty(ctx);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        handlerRemoved(ctx);
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private void deliver(ChannelHandlerContext ctx) {
        // The receiver may read() while it receives; the loop below then goes round again.
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            for (Object next = take(); next != null; next = take()) {
                ctx.fireChannelRead(next);
                // The aggregator of WebSocket frames waits for this before it asks for the next part.
                ctx.fireChannelReadComplete();
            }
        } finally {
            delivering = false;
        }
        askIfEmpty(ctx);
    }

    private @Nullable Object take() {
        if (!wanted || waiting.isEmpty()) {
            return null;
        }
        wanted = false;
        return waiting.remove();
    }

    private void askIfEmpty(ChannelHandlerContext ctx) {
        if (!wanted || !waiting.isEmpty() || !ctx.channel().isActive()) {
            return;
        }
        if (inputEnded) {
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        } else {
            ctx.read();
        }
    }
}

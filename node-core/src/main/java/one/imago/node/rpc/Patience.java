package one.imago.node.rpc;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one timer of a connection: what happens when the other side lets it wait. Used on the event loop only. */
final class Patience {
    private final ChannelHandlerContext ctx;
    private @Nullable ScheduledFuture<?> pending;

    Patience(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    void arm(long millis, Runnable expired) {
        cancel();
        pending = ctx.executor().schedule(expired, millis, TimeUnit.MILLISECONDS);
    }

    void cancel() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }
}

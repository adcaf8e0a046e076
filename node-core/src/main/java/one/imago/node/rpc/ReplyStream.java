package one.imago.node.rpc;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a long answer piece by piece: a worker reads a piece, the event loop writes it, and only when the socket has
 * taken it is the next one read. A slow reader thus holds one piece of memory and no worker, until patience ends.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class ReplyStream {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyStream.class);
    private static final int PIECE = 1 << 16;
    private static final long RETRY_MILLIS = 20;

    private final ChannelHandlerContext ctx;
    private final RpcBackend backend;
    private final Patience patience;
    private final HttpRoute.Reply reply;
    private final Consumer<Boolean> done;
    private long sent;

    /** @param done told on the event loop whether the answer went out whole */
    ReplyStream(
            ChannelHandlerContext ctx,
            RpcBackend backend,
            Patience patience,
            HttpRoute.Reply reply,
            Consumer<Boolean> done) {
        this.ctx = ctx;
        this.backend = backend;
        this.patience = patience;
        this.reply = reply;
        this.done = done;
    }

    /** Called on the event loop. */
    void start(HttpResponse head) {
        ctx.write(head);
        readNext();
    }

    private void readNext() {
        if (!ctx.channel().isActive()) {
            finish(false);
        } else if (!backend.tryRun(this::readPiece)) {
            ctx.executor().schedule(this::readNext, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void readPiece() {
        byte[] piece;
        try {
            piece = reply.body().readNBytes(PIECE);
        } catch (IOException | RuntimeException e) {
            backend.incidents().report("an answer's body", e);
            ctx.executor().execute(() -> finish(false));
            return;
        }
        ctx.executor().execute(() -> write(piece));
    }

    private void write(byte[] piece) {
        sent += piece.length;
        boolean last = piece.length < PIECE;
        if (reply.length() >= 0 && (sent > reply.length() || (last && sent < reply.length()))) {
            LOG.error("an answer announced {} bytes and had {}", reply.length(), sent);
            finish(false);
            return;
        }
        patience.arm(backend.settings().timeouts().stall(), () -> {
            LOG.debug("a client stopped reading; closing its connection");
            ctx.close();
        });
        var content = Unpooled.wrappedBuffer(piece);
        if (!last) {
            ctx.writeAndFlush(new DefaultHttpContent(content)).addListener(written -> {
                if (written.isSuccess()) {
                    readNext();
                } else {
                    finish(false);
                }
            });
            return;
        }
        ctx.write(new DefaultHttpContent(content));
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(written -> finish(written.isSuccess()));
    }

    private void finish(boolean whole) {
        patience.cancel();
        backend.discard(reply.body());
        done.accept(whole);
    }
}

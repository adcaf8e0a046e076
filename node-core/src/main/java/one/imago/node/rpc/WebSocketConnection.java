package one.imago.node.rpc;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC over one WebSocket: a text message is a request or batch, its answer a text message. Messages of a connection
 * are answered one after the other, in order; the next is read when the answer has gone out. Between answers the
 * notifications of its subscriptions go out. State belongs to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);

    private final RpcBackend backend;
    private final Caller caller;
    private final WebSocketServerHandshaker handshaker;
    private final Patience patience;
    private final Outbox outbox;
    private boolean pinged;
    private boolean dropped;

    private WebSocketConnection(
            RpcBackend backend, Caller caller, WebSocketServerHandshaker handshaker, ChannelHandlerContext ctx) {
        this.backend = backend;
        this.caller = caller;
        this.handshaker = handshaker;
        this.patience = new Patience(ctx);
        this.outbox = new Outbox(ctx, () -> dropSlow(ctx));
    }

    /** Turns an HTTP connection into a WebSocket; false when the request is none for it. On the event loop. */
    static boolean upgrade(ChannelHandlerContext ctx, HttpRequest head, Caller caller, RpcBackend backend) {
        if (!head.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !head.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            return false;
        }
        int limit = backend.settings().maxMessageBytes();
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        head.uri(),
                        null,
                        WebSocketDecoderConfig.newBuilder()
                                .maxFramePayloadLength(limit)
                                .allowExtensions(false)
                                .closeOnProtocolViolation(true)
                                .build())
                .newHandshaker(head);
        if (handshaker == null) {
            return false;
        }
        var request = new DefaultFullHttpRequest(
                head.protocolVersion(),
                head.method(),
                head.uri(),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                EmptyHttpHeaders.INSTANCE);
        try {
            handshaker.handshake(ctx.channel(), request).addListener(done -> {
                if (!done.isSuccess()) {
                    ctx.close();
                    return;
                }
                var connection = new WebSocketConnection(backend, caller, handshaker, ctx);
                ctx.pipeline().addBefore(ctx.name(), "aggregator", new WebSocketFrameAggregator(limit));
                ctx.pipeline().replace(ctx.handler(), "websocket", connection);
            });
            return true;
        } catch (WebSocketHandshakeException e) {
            LOG.debug("not a WebSocket handshake: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        readNext(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        patience.cancel();
        outbox.close();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        outbox.drain();
        ctx.fireChannelWritabilityChanged();
    }

    /**
     * The client takes its notifications more slowly than they come. It hears why, if it reads on within the time that a
     * stalled answer has.
     */
    private void dropSlow(ChannelHandlerContext ctx) {
        LOG.debug("a client does not keep up with its notifications; closing its WebSocket");
        dropped = true;
        handshaker.close(
                ctx,
                new CloseWebSocketFrame(
                        WebSocketCloseStatus.POLICY_VIOLATION,
                        "too slow: more than " + Outbox.MAX_MESSAGES + " notifications or " + (Outbox.MAX_BYTES >> 20)
                                + " MiB of them waited"));
        patience.arm(backend.settings().timeouts().stall(), ctx::close);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof WebSocketFrame) {
            super.channelRead(ctx, message);
        } else {
            // Sent before the handshake was answered, which RFC 6455 §4.1 forbids.
            ReferenceCountUtil.release(message);
            ctx.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        pinged = false;
        if (frame instanceof CloseWebSocketFrame close) {
            patience.cancel();
            handshaker.close(ctx, close.retain());
        } else if (frame instanceof PingWebSocketFrame) {
            ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
            readNext(ctx);
        } else if (frame instanceof PongWebSocketFrame) {
            readNext(ctx);
        } else if (frame instanceof TextWebSocketFrame) {
            if (dropped) {
                return;
            }
            patience.cancel();
            outbox.hold();
            byte[] request = ByteBufUtil.getBytes(frame.content());
            if (!backend.tryBegin()) {
                send(ctx, busy());
            } else if (!backend.tryRun(() -> work(ctx, request))) {
                backend.end();
                send(ctx, busy());
            }
        } else {
            handshaker.close(ctx, new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_MESSAGE_TYPE));
        }
    }

    /** The client ended its side and is owed nothing any more. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            handshaker.close(ctx, new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG));
            return;
        }
        if (cause instanceof IOException || cause instanceof io.netty.handler.codec.CodecException) {
            LOG.debug("a WebSocket broke: {}", cause.getMessage());
        } else {
            backend.incidents().report("a WebSocket", cause);
        }
        ctx.close();
    }

    /** On a worker. */
    private void work(ChannelHandlerContext ctx, byte[] request) {
        Optional<byte[]> answer;
        try {
            answer = backend.dispatcher().handle(request, caller, Optional.of(outbox));
        } catch (RuntimeException | Error e) {
            backend.incidents().report("a WebSocket request", e);
            ctx.close();
            return;
        } finally {
            backend.end();
        }
        try {
            ctx.executor().execute(() -> {
                if (answer.isPresent()) {
                    send(ctx, answer.get());
                } else {
                    outbox.release();
                    readNext(ctx);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the server stopped before an answer went out");
        }
    }

    private void send(ChannelHandlerContext ctx, byte[] answer) {
        if (dropped) {
            return;
        }
        patience.arm(backend.settings().timeouts().jsonBody(), ctx::close);
        ctx.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(answer)))
                .addListener(written -> {
                    if (written.isSuccess()) {
                        readNext(ctx);
                    } else {
                        ctx.close();
                    }
                });
        outbox.release();
    }

    private void readNext(ChannelHandlerContext ctx) {
        if (dropped) {
            ctx.read();
            return;
        }
        patience.arm(backend.settings().timeouts().head(), () -> idle(ctx));
        ctx.read();
    }

    /** A quiet connection is pinged once; one that does not even pong is closed. */
    private void idle(ChannelHandlerContext ctx) {
        if (pinged) {
            ctx.close();
            return;
        }
        pinged = true;
        ctx.writeAndFlush(new PingWebSocketFrame());
        patience.arm(backend.settings().timeouts().head(), () -> idle(ctx));
    }

    private static byte[] busy() {
        return RpcDispatcher.refusal(RpcError.of(new RpcException(
                RpcException.Kind.BUSY,
                "busy",
                "the node is at its limit of requests in work",
                "try again in a second")));
    }
}

package one.imago.node.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import one.imago.node.rpc.RequestGate.Admitted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection, one request at a time. It asks for every message itself (automatic reading is off), so nothing is
 * read that nobody has room for: the head is judged first, then the body comes in part by part, then a worker answers,
 * then the next head is awaited. All state belongs to the event loop; workers get values and hand values back.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final int SMALL = 1 << 16;
    private static final long RETRY_MILLIS = 20;
    /** How long a refused body is swallowed, so that the refusal is not lost to a connection reset. */
    private static final long DRAIN_MILLIS = 3_000;

    private final RpcBackend backend;
    private @Nullable Patience patience;
    private Phase phase = Phase.HEAD;
    private @Nullable HttpExchange exchange;

    private enum Phase {
        /** Waiting for a request. */
        HEAD,
        /** Taking its body. */
        BODY,
        /** A worker has it, or the answer goes out. */
        ANSWER,
        /** Refused; swallowing what the client still sends. */
        DRAIN
    }

    HttpConnection(RpcBackend backend) {
        this.backend = backend;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        patience = new Patience(ctx);
        awaitHead(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        patience().cancel();
        if (exchange != null && phase != Phase.ANSWER) {
            // In the answer phase its worker or its writer still holds it, and lets go of it.
            release(exchange);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (phase == Phase.HEAD && message instanceof HttpRequest head) {
            onHead(ctx, head);
        } else if (phase == Phase.BODY && message instanceof HttpContent content && exchange != null) {
            onContent(ctx, exchange, content);
        } else {
            boolean last = message instanceof LastHttpContent;
            ReferenceCountUtil.release(message);
            if (phase == Phase.DRAIN && !last) {
                ctx.read();
            } else {
                ctx.close();
            }
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
        if (cause instanceof IOException) {
            LOG.debug("a connection broke: {}", cause.getMessage());
        } else {
            backend.incidents().report("an RPC connection", cause);
        }
        ctx.close();
    }

    private void awaitHead(ChannelHandlerContext ctx) {
        phase = Phase.HEAD;
        exchange = null;
        patience().arm(backend.settings().timeouts().head(), ctx::close);
        ctx.read();
    }

    private void onHead(ChannelHandlerContext ctx, HttpRequest head) {
        patience().cancel();
        HttpExchange current = new HttpExchange(head);
        exchange = current;
        try {
            current.admitted = Optional.of(
                    backend.gate().admit(head, (InetSocketAddress) ctx.channel().localAddress()));
        } catch (RouteTable.Refusal e) {
            refuse(ctx, current, e.refusal(), e.allow());
            return;
        }
        Target target = current.admission().target();
        if (target.needsToken()) {
            if (!backend.tryBegin()) {
                refuse(ctx, current, HttpRefusal.busy(), "");
                return;
            }
            current.holdsPlace = true;
        }
        current.body = body(head, target);
        if (HttpUtil.is100ContinueExpected(head)) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        phase = Phase.BODY;
        readMore(ctx, current);
    }

    private RequestBody body(HttpRequest head, Target target) {
        if (target instanceof Target.JsonRpc) {
            return RequestBody.inMemory(backend);
        }
        if (target.maxBodyBytes() > 0) {
            return RequestBody.onDisk(backend.spool(), HttpUtil.getContentLength(head, target.maxBodyBytes()));
        }
        return RequestBody.none();
    }

    private void readMore(ChannelHandlerContext ctx, HttpExchange current) {
        var timeouts = backend.settings().timeouts();
        long total = current.body.blocks() ? timeouts.fileBody() : timeouts.jsonBody();
        patience()
                .arm(
                        Math.min(timeouts.stall(), current.remainingMillis(total)),
                        () -> refuse(ctx, current, HttpRefusal.timeout(), ""));
        ctx.read();
    }

    private void onContent(ChannelHandlerContext ctx, HttpExchange current, HttpContent content) {
        patience().cancel();
        long limit = current.admission().target().maxBodyBytes();
        current.received += content.content().readableBytes();
        current.bodyComplete = content instanceof LastHttpContent;
        if (content.decoderResult().isFailure()) {
            content.release();
            refuse(ctx, current, HttpRefusal.badRequest("the body is not HTTP that the node reads"), "");
        } else if (current.received > limit) {
            content.release();
            refuse(ctx, current, HttpRefusal.tooLarge(limit), "");
        } else if (current.body.blocks()) {
            phase = Phase.ANSWER;
            addOnWorker(ctx, current, content.content());
        } else {
            added(ctx, current, add(current, content.content()));
        }
    }

    private void addOnWorker(ChannelHandlerContext ctx, HttpExchange current, ByteBuf part) {
        boolean accepted = backend.tryRun(() -> {
            Optional<HttpRefusal> refusal = add(current, part);
            onLoop(ctx, current, () -> {
                phase = Phase.BODY;
                added(ctx, current, refusal);
            });
        });
        if (!accepted) {
            if (ctx.channel().isActive()) {
                ctx.executor().schedule(() -> addOnWorker(ctx, current, part), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                part.release();
                release(current);
            }
        }
    }

    /** Adds a part and releases it. */
    private Optional<HttpRefusal> add(HttpExchange current, ByteBuf part) {
        try {
            return current.body.add(part);
        } catch (IOException e) {
            if (DiskUploadScratch.isDiskFull(e)) {
                return Optional.of(HttpRefusal.of(DiskUploadScratch.diskFull()));
            }
            return Optional.of(HttpRefusal.internal(backend.incidents().report("keeping a body", e)));
        } finally {
            part.release();
        }
    }

    private void added(ChannelHandlerContext ctx, HttpExchange current, Optional<HttpRefusal> refusal) {
        if (refusal.isPresent()) {
            refuse(ctx, current, refusal.get(), "");
        } else if (current.bodyComplete) {
            phase = Phase.ANSWER;
            answer(ctx, current);
        } else {
            readMore(ctx, current);
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpExchange current) {
        Admitted admitted = current.admission();
        Target target = admitted.target();
        if (target instanceof Target.Health check) {
            HealthReport.Answer report = check.readiness()
                    ? backend.health().ready()
                    : backend.health().live();
            respond(
                    ctx,
                    current,
                    report.good() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
                    json(report.json()));
        } else if (target instanceof Target.Preflight) {
            respond(ctx, current, HttpResponseStatus.NO_CONTENT, json(new byte[0]));
        } else if (target instanceof Target.WebSocket) {
            upgrade(ctx, current);
        } else if (!backend.tryRun(() -> work(ctx, current))) {
            refuse(ctx, current, HttpRefusal.busy(), "");
        }
    }

    /** On a worker. */
    private void work(ChannelHandlerContext ctx, HttpExchange current) {
        Admitted admitted = current.admission();
        try {
            if (current.body instanceof RequestBody.InMemory json) {
                Optional<byte[]> answer = backend.dispatcher()
                        .handle(json.bytes(), admitted.caller().orElseThrow());
                HttpResponseStatus status = answer.isPresent() ? HttpResponseStatus.OK : HttpResponseStatus.NO_CONTENT;
                onLoop(ctx, current, () -> respond(ctx, current, status, json(answer.orElse(new byte[0]))));
            } else if (admitted.target() instanceof Target.Route route) {
                HttpRoute.Reply reply = route.route().handle(route.parameter(), current.body.open());
                onLoop(
                        ctx,
                        current,
                        () -> respond(ctx, current, HttpResponseStatus.OK, reply),
                        () -> backend.discard(reply.body()));
            }
        } catch (RpcException e) {
            onLoop(ctx, current, () -> refuse(ctx, current, HttpRefusal.of(e), ""));
        } catch (IOException | RuntimeException | Error e) {
            HttpRefusal refusal = DiskUploadScratch.isDiskFull(e)
                    ? HttpRefusal.of(DiskUploadScratch.diskFull())
                    : HttpRefusal.internal(backend.incidents().report("an RPC request", e));
            onLoop(ctx, current, () -> refuse(ctx, current, refusal, ""));
        }
    }

    private void onLoop(ChannelHandlerContext ctx, HttpExchange current, Runnable step) {
        onLoop(ctx, current, step, () -> {});
    }

    /** Goes on with a request on the event loop, or lets go of it when its client has gone. */
    private void onLoop(ChannelHandlerContext ctx, HttpExchange current, Runnable step, Runnable abandoned) {
        try {
            ctx.executor().execute(() -> {
                if (ctx.channel().isActive()) {
                    step.run();
                } else {
                    release(current);
                    abandoned.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the server stopped before an answer went out");
            abandoned.run();
        }
    }

    private void upgrade(ChannelHandlerContext ctx, HttpExchange current) {
        release(current);
        if (!WebSocketConnection.upgrade(
                ctx, current.head, current.admission().caller().orElseThrow(), backend)) {
            refuse(
                    ctx,
                    current,
                    new HttpRefusal(
                            HttpResponseStatus.UPGRADE_REQUIRED,
                            "upgrade-required",
                            "this path takes WebSocket connections only",
                            ""),
                    "");
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpExchange current, HttpRefusal refusal, String allow) {
        patience().cancel();
        current.status = refusal.status().code();
        release(current);
        byte[] body = refusal.json();
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status(), Unpooled.wrappedBuffer(body));
        boolean keepAlive = current.bodyComplete && HttpUtil.isKeepAlive(current.head);
        current.setHeaders(response, "application/json", body.length, keepAlive);
        if (!allow.isEmpty()) {
            response.headers().set(HttpHeaderNames.ALLOW, allow);
        }
        if (refusal.status().equals(HttpResponseStatus.UNAUTHORIZED)) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal.status().equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
        }
        phase = Phase.ANSWER;
        patience().arm(backend.settings().timeouts().stall(), ctx::close);
        ctx.writeAndFlush(response).addListener(written -> {
            if (keepAlive || !written.isSuccess() || current.bodyComplete) {
                finished(ctx, current, keepAlive && written.isSuccess());
                return;
            }
            current.log(ctx.channel().remoteAddress());
            phase = Phase.DRAIN;
            patience().arm(DRAIN_MILLIS, ctx::close);
            ((SocketChannel) ctx.channel()).shutdownOutput();
            ctx.read();
        });
    }

    private static HttpRoute.Reply json(byte[] json) {
        return new HttpRoute.Reply("application/json", json.length, new ByteArrayInputStream(json));
    }

    private void respond(
            ChannelHandlerContext ctx, HttpExchange current, HttpResponseStatus status, HttpRoute.Reply reply) {
        current.status = status.code();
        boolean keepAlive = HttpUtil.isKeepAlive(current.head);
        if (reply.length() >= 0 && reply.length() <= SMALL && reply.body() instanceof ByteArrayInputStream memory) {
            byte[] bytes = memory.readAllBytes();
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
            current.setHeaders(response, reply.contentType(), bytes.length, keepAlive);
            patience().arm(backend.settings().timeouts().stall(), ctx::close);
            ctx.writeAndFlush(response)
                    .addListener(written -> finished(ctx, current, keepAlive && written.isSuccess()));
            return;
        }
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        current.setHeaders(head, reply.contentType(), reply.length(), keepAlive);
        new ReplyStream(ctx, backend, patience(), reply, whole -> finished(ctx, current, keepAlive && whole))
                .start(head);
    }

    private void finished(ChannelHandlerContext ctx, HttpExchange current, boolean keepAlive) {
        patience().cancel();
        release(current);
        current.log(ctx.channel().remoteAddress());
        if (keepAlive) {
            awaitHead(ctx);
        } else {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void release(HttpExchange current) {
        RequestBody body = current.body;
        current.body = RequestBody.none();
        if (body.blocks()) {
            backend.discard(body);
        } else if (body instanceof RequestBody.InMemory memory) {
            memory.close();
        }
        if (current.holdsPlace) {
            current.holdsPlace = false;
            backend.end();
        }
    }

    private Patience patience() {
        if (patience == null) {
            throw new IllegalStateException("the connection is not active yet");
        }
        return patience;
    }
}

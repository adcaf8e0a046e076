package one.imago.crawler.fetch;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import one.imago.crawler.fetch.FetchException.Reason;

/**
 * Fetches over Netty, because the guard must judge the address that the socket is connected to: a client that resolves
 * the name by itself may be given another address the second time (DNS rebinding). One connection a request.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close shows as an inactive channel
public final class NettyFetcher implements Fetcher, AutoCloseable {
    private static final int MAX_HEADER_BYTES = 32 << 10;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final SslContext tls;
    private final String userAgent;

    /**
     * @param userAgent how the crawler names itself to hosts and in robots.txt
     */
    public NettyFetcher(String userAgent) {
        this.userAgent = userAgent;
        try {
            this.tls = SslContextBuilder.forClient().build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }

    @Override
    public Response fetch(URI uri, AddressGuard guard, FetchLimits limits) throws FetchException {
        boolean secure = "https".equals(uri.getScheme());
        if ((!secure && !"http".equals(uri.getScheme())) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new FetchException(Reason.BAD_ADDRESS, uri + " is not a plain http or https address");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        InetAddress address = resolve(uri, guard);
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Channel channel = connect(uri, new InetSocketAddress(address, port), secure, limits, answer);
        try {
            return answer.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FetchException(
                    Reason.TIMEOUT,
                    uri + " did not answer within " + limits.timeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failure(uri, limits, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(Reason.UNREACHABLE, uri + " was not fetched: the crawl was stopped");
        } finally {
            channel.close();
        }
    }

    private static InetAddress resolve(URI uri, AddressGuard guard) throws FetchException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException e) {
            throw new FetchException(Reason.UNREACHABLE, uri.getHost() + " does not resolve to an address");
        }
        for (InetAddress address : addresses) {
            if (guard.allows(address)) {
                return address;
            }
        }
        throw new FetchException(
                Reason.ADDRESS_REFUSED,
                uri.getHost() + " resolves to " + addresses[0].getHostAddress()
                        + ", which is not a public address; --allow-private lets a crawl go there");
    }

    private Channel connect(
            URI uri, InetSocketAddress peer, boolean secure, FetchLimits limits, CompletableFuture<Response> answer) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.timeout().toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (secure) {
                            channel.pipeline().addLast(tls(channel, uri.getHost(), peer.getPort()));
                        }
                        channel.pipeline()
                                .addLast(new HttpClientCodec(4096, MAX_HEADER_BYTES, 8192))
                                .addLast(new HttpContentDecompressor(limits.maxBytes()))
                                .addLast(new HttpObjectAggregator(limits.maxBytes(), true))
                                .addLast(new Answer(uri, peer.getAddress(), answer));
                    }
                });
        var connecting = bootstrap.connect(peer);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connecting.channel().writeAndFlush(request(uri));
            } else {
                answer.completeExceptionally(done.cause());
            }
        });
        return connecting.channel();
    }

    private SslHandler tls(SocketChannel channel, String host, int port) {
        SslHandler handler = tls.newHandler(channel.alloc(), host, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return handler;
    }

    private DefaultFullHttpRequest request(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        request.headers()
                .set(HttpHeaderNames.HOST, uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost())
                .set(HttpHeaderNames.USER_AGENT, userAgent)
                .set(HttpHeaderNames.ACCEPT, "text/html,application/xhtml+xml,image/*,*/*;q=0.5")
                .set(HttpHeaderNames.ACCEPT_ENCODING, "gzip, deflate")
                .set(HttpHeaderNames.CONNECTION, "close");
        return request;
    }

    private static FetchException failure(URI uri, FetchLimits limits, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            return new FetchException(Reason.TOO_LARGE, uri + " is larger than " + limits.maxBytes() + " bytes");
        }
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new FetchException(Reason.UNREACHABLE, uri + " could not be fetched: " + detail);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final URI uri;
        private final InetAddress address;
        private final CompletableFuture<Response> answer;

        Answer(URI uri, InetAddress address, CompletableFuture<Response> answer) {
            this.uri = uri;
            this.address = address;
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            if (!response.decoderResult().isSuccess()) {
                answer.completeExceptionally(response.decoderResult().cause());
                return;
            }
            var headers = response.headers();
            answer.complete(new Response(
                    uri,
                    address,
                    response.status().code(),
                    headers.get(HttpHeaderNames.CONTENT_TYPE, ""),
                    location(headers.get(HttpHeaderNames.LOCATION, "")),
                    ByteBufUtil.getBytes(response.content())));
            context.close();
        }

        private Optional<URI> location(String header) {
            if (header.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(uri.resolve(header.strip()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Throwable root = cause;
            for (int depth = 0; depth < 8 && root.getCause() != null; depth++) {
                root = root.getCause();
            }
            answer.completeExceptionally(cause instanceof TooLongFrameException ? cause : root);
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(
                    new java.io.IOException("the host closed the connection before its answer was whole"));
        }
    }

    /** The name before the first slash of a user agent, in lower case: what robots.txt calls it. */
    static String robotName(String userAgent) {
        int end = userAgent.indexOf('/');
        return (end < 0 ? userAgent : userAgent.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}

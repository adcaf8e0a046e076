package one.imago.p2p.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.noise.IdentityPayload;
import one.imago.p2p.noise.NoiseCipher;
import one.imago.p2p.noise.NoiseHandshake;
import one.imago.p2p.yamux.FrameSink;
import org.jspecify.annotations.Nullable;

/**
 * A socket on its way to an encrypted connection, and the encryption from then on: multistream-select for Noise, the
 * handshake, multistream-select for Yamux within it, then messages of at most 65,535 bytes behind their length in two.
 * Owned by the channel's event loop.
 *
 * <p>Source: libp2p specs, noise, "Wire Format".
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, and that is what counts
final class SecureLink extends ByteToMessageDecoder implements FrameSink {
    static final String NOISE = "/noise";
    static final String YAMUX = "/yamux/1.0.0";

    /** A peer that asks for answers and takes none: beyond this many bytes the connection is cut. */
    private static final int MAX_UNSENT = 8 << 20;

    private static final int MAX_PLAIN = NoiseHandshake.MAX_MESSAGE - NoiseCipher.TAG;
    private static final byte[] NOTHING = {};
    private static final FastThreadLocal<byte[]> SEALED = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[NoiseHandshake.MAX_MESSAGE];
        }
    };
    private static final FastThreadLocal<byte[]> PLAIN = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[NoiseHandshake.MAX_MESSAGE];
        }
    };

    /** What is made of the decrypted bytes. Called on the event loop. */
    interface Receiver {
        void receive(ByteBuffer plain) throws IOException;

        /** The socket takes data again. */
        void writable();

        /** Raw bytes came in, for the rate. */
        void received(int bytes);

        void closed(IOException cause);
    }

    private enum Stage {
        CHOOSING_NOISE,
        HANDSHAKE,
        CHOOSING_YAMUX,
        OPEN
    }

    private final boolean dialled;
    private final NodeKey key;
    private final CompletableFuture<PeerId> secured = new CompletableFuture<>();
    private final NoiseHandshake handshake;
    private Negotiation negotiation;
    private Stage stage = Stage.CHOOSING_NOISE;
    private NoiseHandshake.@Nullable Ciphers ciphers;
    private @Nullable PeerId peer;
    private @Nullable Receiver receiver;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf unsealed;
    private IOException cause = new IOException("the connection is gone");

    SecureLink(boolean dialled, NodeKey key, NoiseHandshake handshake) {
        this.dialled = dialled;
        this.key = key;
        this.handshake = handshake;
        this.negotiation = negotiation(NOISE);
    }

    private Negotiation negotiation(String protocol) {
        return dialled ? Negotiation.dialler(List.of(protocol)) : Negotiation.listener(protocol::equals);
    }

    /** Who the other end is, once Yamux may begin. The receiver is then to be set at once, in the same turn. */
    CompletionStage<PeerId> secured() {
        return secured;
    }

    void receiver(Receiver next) {
        receiver = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (dialled) {
            send(ctx, negotiation.first());
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws IOException {
        if (stage == Stage.CHOOSING_NOISE) {
            chooseNoise(ctx, in);
            return;
        }
        if (in.readableBytes() < 2) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex());
        if (in.readableBytes() < 2 + length) {
            return;
        }
        in.skipBytes(2);
        byte[] sealed = SEALED.get();
        in.readBytes(sealed, 0, length);
        if (ciphers == null) {
            byte[] message = new byte[length];
            System.arraycopy(sealed, 0, message, 0, length);
            shakeHands(ctx, message);
            return;
        }
        byte[] plain = PLAIN.get();
        int plainLength = ciphers.receiving().decrypt(NOTHING, sealed, 0, length, plain, 0);
        receive(ByteBuffer.wrap(plain, 0, plainLength));
    }

    private void chooseNoise(ChannelHandlerContext ctx, ByteBuf in) throws IOException {
        byte[] bytes = new byte[Math.min(in.readableBytes(), 2048)];
        in.getBytes(in.readerIndex(), bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Negotiation.Step step = negotiation.feed(buffer);
        in.skipBytes(buffer.position());
        send(ctx, step.reply());
        if (step.protocol().isPresent()) {
            stage = Stage.HANDSHAKE;
            if (dialled) {
                sendHandshake(ctx, NOTHING);
            }
        }
    }

    private void shakeHands(ChannelHandlerContext ctx, byte[] message) throws IOException {
        byte[] payload = handshake.read(message);
        if (dialled || handshake.isFinished()) {
            peer = IdentityPayload.verify(payload, handshake.theirStaticKey());
        }
        if (handshake.writesNext()) {
            sendHandshake(ctx, IdentityPayload.create(key, handshake.staticKey()));
        }
        if (handshake.isFinished()) {
            ciphers = handshake.split();
            stage = Stage.CHOOSING_YAMUX;
            negotiation = negotiation(YAMUX);
            sendSealed(negotiation.first());
        }
    }

    private void sendHandshake(ChannelHandlerContext ctx, byte[] payload) throws IOException {
        byte[] message = handshake.write(payload);
        ByteBuf out = ctx.alloc().buffer(2 + message.length);
        out.writeShort(message.length).writeBytes(message);
        ctx.writeAndFlush(out);
    }

    private void receive(ByteBuffer plain) throws IOException {
        if (stage == Stage.CHOOSING_YAMUX) {
            Negotiation.Step step = negotiation.feed(plain);
            sendSealed(step.reply());
            if (step.protocol().isEmpty()) {
                return;
            }
            stage = Stage.OPEN;
            secured.complete(Objects.requireNonNull(peer, "the handshake tells who it is"));
        }
        if (receiver == null) {
            throw new IOException("the connection was not wanted");
        }
        receiver.receive(plain);
    }

    private static void send(ChannelHandlerContext ctx, byte[] bytes) {
        if (bytes.length > 0) {
            ctx.writeAndFlush(ctx.alloc().buffer(bytes.length).writeBytes(bytes));
        }
    }

    private void sendSealed(byte[] bytes) {
        if (bytes.length > 0) {
            write(bytes, 0, bytes.length);
            flush();
        }
    }

    // ---- the sink of the session

    @Override
    public void write(byte[] bytes, int offset, int length) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive()) {
            return;
        }
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (unsealed == null) {
                unsealed = ctx.alloc().heapBuffer(MAX_PLAIN, MAX_PLAIN);
            }
            int take = Math.min(end - at, MAX_PLAIN - unsealed.writerIndex());
            unsealed.writeBytes(bytes, at, take);
            at += take;
            if (unsealed.writerIndex() == MAX_PLAIN) {
                seal(ctx);
            }
        }
    }

    private void seal(ChannelHandlerContext ctx) {
        ByteBuf plain = unsealed;
        if (plain == null || ciphers == null) {
            return;
        }
        unsealed = null;
        int length = plain.readableBytes() + NoiseCipher.TAG;
        ByteBuf out = ctx.alloc().heapBuffer(2 + length, 2 + length);
        out.writeShort(length);
        ciphers.sending()
                .encrypt(
                        NOTHING,
                        plain.array(),
                        plain.arrayOffset(),
                        plain.readableBytes(),
                        out.array(),
                        out.arrayOffset() + 2);
        out.writerIndex(2 + length);
        plain.release();
        ctx.write(out);
        var buffered = ctx.channel().unsafe().outboundBuffer();
        if (buffered != null && buffered.totalPendingWriteBytes() > MAX_UNSENT) {
            fail(ctx, new IOException("the peer asks and does not read"));
        }
    }

    @Override
    public void flush() {
        if (context != null) {
            seal(context);
            context.flush();
        }
    }

    @Override
    public boolean isWritable() {
        return context != null && context.channel().isWritable();
    }

    @Override
    public void close() {
        if (context != null) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    // ---- the channel's events

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (receiver != null && message instanceof ByteBuf bytes) {
            receiver.received(bytes.readableBytes());
        }
        super.channelRead(ctx, message);
    }

    /** Without the decoder's own read(), which would go on reading from a peer that is above its rate. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (receiver != null && ctx.channel().isWritable()) {
            receiver.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        gone();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        gone();
    }

    private void gone() {
        if (unsealed != null) {
            unsealed.release();
            unsealed = null;
        }
        secured.completeExceptionally(cause);
        Receiver told = receiver;
        receiver = null;
        if (told != null) {
            told.closed(cause);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Throwable inner = thrown.getCause() instanceof IOException && thrown instanceof RuntimeException
                ? thrown.getCause()
                : thrown;
        fail(ctx, inner instanceof IOException io ? io : new IOException("a peer's bytes were refused", inner));
    }

    /** Cuts the connection, for this reason. On the event loop. */
    void abort(IOException why) {
        if (context != null) {
            fail(context, why);
        }
    }

    private void fail(ChannelHandlerContext ctx, IOException why) {
        cause = why;
        ctx.close().addListener(closed -> gone());
    }
}

package one.imago.p2p.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.ConnectionListener;
import one.imago.p2p.connection.PeerConnection;
import one.imago.p2p.connection.PeerIdentity;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.connection.StreamReader;

/** A host on loopback that remembers what happened to it. */
final class TestHost implements AutoCloseable, ConnectionListener {
    final List<PeerId> connected = new CopyOnWriteArrayList<>();
    final List<PeerId> disconnected = new CopyOnWriteArrayList<>();
    final List<PeerIdentity> identities = new CopyOnWriteArrayList<>();
    final NettyHost host;

    private TestHost(WireSettings settings) throws Exception {
        SecureRandom random = new SecureRandom();
        host = new NettyHost(
                NodeKey.of(SigningKey.generate(random)),
                settings,
                random,
                Clock.systemUTC(),
                ForkJoinPool.commonPool());
        host.listen(this);
        host.accept("/echo", stream -> stream.read(new Echo(stream)));
        host.start();
    }

    static TestHost start() throws Exception {
        return new TestHost(WireSettings.local("test/1"));
    }

    static TestHost start(int maxConnections, long bytesPerSecond) throws Exception {
        return new TestHost(new WireSettings(
                InetAddress.getLoopbackAddress(), 0, "test/1", maxConnections, maxConnections / 4, bytesPerSecond));
    }

    /** Sends bytes to another host and gives back what it says to them. */
    byte[] echo(TestHost other, byte[] bytes) throws Exception {
        PeerStream stream = host.open(other.host.self(), other.host.addresses(), List.of("/echo"))
                .toCompletableFuture()
                .get();
        CompletableFuture<byte[]> back = whole(stream);
        stream.write(bytes);
        stream.closeWrite();
        return back.get();
    }

    /** Everything up to the end of the stream. */
    static CompletableFuture<byte[]> whole(PeerStream stream) {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        stream.read(new StreamReader() {
            @Override
            public void data(byte[] bytes) {
                all.writeBytes(bytes);
            }

            @Override
            public void end() {
                whole.complete(all.toByteArray());
            }

            @Override
            public void failed(IOException cause) {
                whole.completeExceptionally(cause);
            }
        });
        return whole;
    }

    private record Echo(PeerStream stream) implements StreamReader {
        @Override
        public void data(byte[] bytes) {
            stream.pause();
            stream.write(bytes).thenRun(stream::resume);
        }

        @Override
        public void end() {
            stream.closeWrite();
        }

        @Override
        public void failed(IOException cause) {}
    }

    @Override
    public void connected(PeerConnection connection) {
        connected.add(connection.peer());
    }

    @Override
    public void disconnected(PeerId peer) {
        disconnected.add(peer);
    }

    @Override
    public void identified(PeerId peer, PeerIdentity identity) {
        identities.add(identity);
    }

    @Override
    public void close() {
        try {
            host.stop();
        } catch (Exception e) {
            throw new AssertionError("a host does not stop", e);
        }
    }
}

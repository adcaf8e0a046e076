package one.imago.p2p.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.Eventually;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.noise.IdentityPayload;
import one.imago.p2p.noise.NoiseHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers that mean harm, over sockets, while an honest one is served. */
class HostileIT {
    private static final byte[] NOTHING = {};

    private TestHost node;
    private TestHost honest;

    @BeforeEach
    void start() throws Exception {
        node = TestHost.start();
        honest = TestHost.start();
        honest.echo(node, new byte[1]);
    }

    @AfterEach
    void stop() throws Exception {
        honest.close();
        node.close();
    }

    @Test
    void garbageBeforeTheHandshakeIsCutOff() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            try (Socket socket = connect()) {
                byte[] garbage = new byte[random.nextInt(2000) + 1];
                random.nextBytes(garbage);
                garbage[0] = (byte) (i * 5);
                socket.getOutputStream().write(garbage);
                socket.shutdownOutput();
                drain(socket);
            }
        }
        assertHonestIsServed();
        assertThat(node.host.connections()).hasSize(1);
    }

    @Test
    void garbageInTheHandshakeIsCutOff() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write("\u0013/multistream/1.0.0\n\u0007/noise\n".getBytes(UTF_8));
                byte[] message = new byte[random.nextInt(300)];
                random.nextBytes(message);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(message.length);
                out.write(message);
                out.writeShort(0xffff);
                socket.shutdownOutput();
                drain(socket);
            }
        }
        assertHonestIsServed();
        assertThat(node.host.connections()).hasSize(1);
    }

    @Test
    void silentStrangersDoNotKeepOthersOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                silent.add(connect());
            }
            try (TestHost late = TestHost.start()) {
                assertThat(late.echo(node, new byte[1000])).hasSize(1000);
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aChangedMessageEndsTheConnection() throws Exception {
        try (Attacker attacker = new Attacker()) {
            byte[] sealed = attacker.seal(frame(1, 1, 1, 0));
            sealed[sealed.length - 1] ^= 1;
            attacker.out.write(sealed);
            drain(attacker.socket);
        }
        assertHonestIsServed();
        Eventually.until(() -> node.host.connections().size() == 1);
    }

    @Test
    void tenThousandStreamsAreCutShort() throws Exception {
        try (Attacker attacker = new Attacker()) {
            ByteBuffer frames = ByteBuffer.allocate(10_000 * 12);
            for (int i = 0; i < 10_000; i++) {
                frames.put(frame(1, 1, 2 * i + 1, 0));
            }
            attacker.send(frames.array());
            assertHonestIsServed();
            drain(attacker.socket);
        } catch (IOException e) {
            // cut while it was still sending
        }
        Eventually.until(() -> node.host.connections().size() == 1);
        assertHonestIsServed();
    }

    @Test
    void framesLargerThanTheWindowEndTheConnection() throws Exception {
        try (Attacker attacker = new Attacker()) {
            attacker.send(frame(0, 1, 1, 0xffff_ffff));
            drain(attacker.socket);
        }
        assertHonestIsServed();
    }

    @Test
    void unreadBytesAreBounded() throws Exception {
        node.host.accept("/hoard", stream -> {
            // never reads
        });
        byte[] hello = "\u0013/multistream/1.0.0\n\u0007/hoard\n".getBytes(UTF_8);
        try (Attacker attacker = new Attacker()) {
            for (int i = 0; i < 200; i++) {
                ByteBuffer data = ByteBuffer.allocate(24 + hello.length + (200 << 10));
                data.put(frame(0, 1, 2 * i + 1, hello.length)).put(hello);
                data.put(frame(0, 0, 2 * i + 1, 200 << 10));
                attacker.send(data.array());
            }
            // An answer to a ping tells that all before it was taken in.
            attacker.send(frame(2, 1, 0, 77));
            attacker.awaitPong(77);
            assertThat(node.host.bufferedBytes()).isBetween(4L << 20, 9L << 20);
            assertHonestIsServed();
        }
        Eventually.until(() -> node.host.bufferedBytes() == 0);
    }

    @Test
    void aPeerThatTakesNoAnswersIsCutOff() throws Exception {
        try (Attacker attacker = new Attacker()) {
            ByteBuffer pings = ByteBuffer.allocate(5_000 * 12);
            for (int i = 0; i < 5_000; i++) {
                pings.put(frame(2, 1, 0, i));
            }
            // Half a gigabyte of answers would be owed in the end; it is cut long before.
            for (int i = 0; i < 10_000; i++) {
                attacker.send(pings.array());
            }
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
        Eventually.until(() -> node.host.connections().size() == 1);
        assertHonestIsServed();
    }

    private void assertHonestIsServed() throws Exception {
        assertThat(honest.echo(node, new byte[100_000])).hasSize(100_000);
        assertThat(honest.disconnected).isEmpty();
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = node.host.addresses().get(0).socketAddress();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void drain(Socket socket) {
        try {
            byte[] buffer = new byte[4096];
            while (socket.getInputStream().read(buffer) >= 0) {
                // until the node closes
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the node keeps the connection", e);
        } catch (IOException e) {
            // a reset is an end as well
        }
    }

    private static byte[] frame(int type, int flags, int stream, int length) {
        return ByteBuffer.allocate(12)
                .put((byte) 0)
                .put((byte) type)
                .putShort((short) flags)
                .putInt(stream)
                .putInt(length)
                .array();
    }

    /** A peer that shook hands properly and says whatever it likes from there on. */
    private final class Attacker implements AutoCloseable {
        private final Socket socket = connect();
        private final OutputStream out = socket.getOutputStream();
        private final DataInputStream in = new DataInputStream(socket.getInputStream());
        private final NoiseHandshake.Ciphers ciphers;

        Attacker() throws Exception {
            SecureRandom random = new SecureRandom();
            NodeKey key = NodeKey.of(SigningKey.generate(random));
            out.write("\u0013/multistream/1.0.0\n\u0007/noise\n".getBytes(UTF_8));
            in.readFully(new byte[28]);
            NoiseHandshake handshake = NoiseHandshake.create(true, random);
            write(handshake.write(NOTHING));
            byte[] second = new byte[in.readUnsignedShort()];
            in.readFully(second);
            handshake.read(second);
            write(handshake.write(IdentityPayload.create(key, handshake.staticKey())));
            ciphers = handshake.split();
            send("\u0013/multistream/1.0.0\n\r/yamux/1.0.0\n".getBytes(UTF_8));
        }

        private void write(byte[] message) throws IOException {
            out.write(ByteBuffer.allocate(2 + message.length)
                    .putShort((short) message.length)
                    .put(message)
                    .array());
        }

        byte[] seal(byte[] plain) {
            byte[] sealed = new byte[2 + plain.length + 16];
            ciphers.sending().encrypt(NOTHING, plain, 0, plain.length, sealed, 2);
            return ByteBuffer.wrap(sealed).putShort((short) (plain.length + 16)).array();
        }

        void send(byte[] plain) throws IOException {
            for (int at = 0; at < plain.length; at += 60_000) {
                byte[] part = java.util.Arrays.copyOfRange(plain, at, Math.min(plain.length, at + 60_000));
                out.write(seal(part));
            }
        }

        void awaitPong(int value) throws IOException {
            byte[] wanted = frame(2, 2, 0, value);
            while (true) {
                byte[] sealed = new byte[in.readUnsignedShort()];
                in.readFully(sealed);
                byte[] plain = new byte[sealed.length];
                int length = ciphers.receiving().decrypt(NOTHING, sealed, 0, sealed.length, plain, 0);
                for (int i = 0; i + 12 <= length; i++) {
                    if (java.util.Arrays.equals(plain, i, i + 12, wanted, 0, 12)) {
                        return;
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

package one.imago.p2p.wire;

import java.io.IOException;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.connection.StreamReader;

/**
 * Ping: gives every 32 bytes back.
 *
 * <p>Source: libp2p specs, ping.
 */
final class Ping implements StreamReader {
    static final String PROTOCOL = "/ipfs/ping/1.0.0";

    private final PeerStream stream;

    private Ping(PeerStream stream) {
        this.stream = stream;
    }

    static void answer(PeerStream stream) {
        stream.read(new Ping(stream));
    }

    /** Reads no further until the answer has gone: a peer that takes no answers gets no more of them. */
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

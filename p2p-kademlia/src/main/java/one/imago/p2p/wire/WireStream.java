package one.imago.p2p.wire;

import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.connection.StreamReader;
import one.imago.p2p.yamux.YamuxStream;

/**
 * A Yamux stream whose protocol is settled.
 *
 * @param peer at the other end
 * @param protocol id that both ends agreed on
 * @param carrier what the bytes go through
 */
record WireStream(PeerId peer, String protocol, YamuxStream carrier) implements PeerStream {
    @Override
    public CompletionStage<Void> write(byte[] bytes) {
        return carrier.write(bytes);
    }

    @Override
    public void read(StreamReader reader) {
        carrier.read(reader);
    }

    @Override
    public void pause() {
        carrier.pause();
    }

    @Override
    public void resume() {
        carrier.resume();
    }

    @Override
    public void closeWrite() {
        carrier.closeWrite();
    }

    @Override
    public void reset() {
        carrier.reset();
    }
}

package one.imago.p2p.connection;

import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.PeerId;

/**
 * One stream of bytes in each direction, between this node and a peer, for one protocol. Thread-safe.
 *
 * <p>Back-pressure: a peer may send 256 KiB that were not read; it gets room for more as the reader takes what is there.
 * A writer that waits for each {@link #write} before the next holds one piece in memory, however slow the peer.
 */
public interface PeerStream {
    PeerId peer();

    /** The protocol id that both ends agreed on. */
    String protocol();

    /**
     * Sends bytes, which must not change any more.
     *
     * @return done when the peer's window and the socket had room for all of them; fails with an
     *     {@link java.io.IOException} when the stream is closed or reset
     */
    CompletionStage<Void> write(byte[] bytes);

    /** Takes what comes in, from its beginning. Once a stream. */
    void read(StreamReader reader);

    /** Stops the calls of {@link StreamReader#data}; what still comes waits within the window. */
    void pause();

    /** Goes on after {@link #pause}. */
    void resume();

    /** Says that no more bytes will be written, once those before have gone; reading goes on. */
    void closeWrite();

    /** Drops the stream in both directions. Does nothing to a stream that has ended. */
    void reset();
}

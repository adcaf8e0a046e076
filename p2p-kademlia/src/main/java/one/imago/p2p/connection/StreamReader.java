package one.imago.p2p.connection;

import java.io.IOException;

/** What comes in on a stream. Called on the connection's thread, one call at a time; must not block. */
public interface StreamReader {
    /**
     * The next bytes, at least one. The array is the reader's own. What this throws resets the stream.
     */
    void data(byte[] bytes);

    /** The peer will send no more; the last call. */
    void end();

    /** The stream was reset or the connection is gone; the last call. */
    void failed(IOException cause);
}

package one.imago.p2p.yamux;

/** Where a session's frames go: the encrypted socket. Called on the session's thread. */
public interface FrameSink {
    /** Takes bytes for the next flush; copies them. */
    void write(byte[] bytes, int offset, int length);

    /** Sends what was written. */
    void flush();

    /** Whether data should be written now; a session is told through {@link YamuxSession#writable} when it may again. */
    boolean isWritable();

    /** Closes the connection once what was written has gone. */
    void close();
}

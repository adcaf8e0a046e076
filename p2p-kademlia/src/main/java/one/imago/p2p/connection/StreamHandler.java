package one.imago.p2p.connection;

/** Takes a stream that a peer opened. */
@FunctionalInterface
public interface StreamHandler {
    /**
     * Called on the connection's thread, once for each stream; must not block. What it throws resets the stream. It calls
     * {@link PeerStream#read} here or later; until then incoming bytes wait within the stream's window.
     */
    void handle(PeerStream stream);
}

package one.imago.p2p.wire;

import java.net.InetAddress;

/**
 * How this node takes part on the wire.
 *
 * @param host address to listen on
 * @param port TCP port, 0 for any
 * @param agent program and version, told to peers
 * @param maxConnections connections at any time
 * @param keptConnections connections that are kept though idle
 * @param peerBytesPerSecond bytes that one connection may send in a second in the long run
 */
public record WireSettings(
        InetAddress host, int port, String agent, int maxConnections, int keptConnections, long peerBytesPerSecond) {
    /** Loopback, any port, and the limits of a node that was told nothing else. */
    public static WireSettings local(String agent) {
        return new WireSettings(InetAddress.getLoopbackAddress(), 0, agent, 256, 64, 256L << 20);
    }
}

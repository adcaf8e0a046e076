/**
 * The libp2p wire on Netty: sockets, multistream-select, the upgrade to an encrypted and multiplexed connection, and the
 * table of connections with its limits. What is said on the streams is no concern of this package, but for identify and
 * ping, by which libp2p peers get to know each other.
 */
@NullMarked
package one.imago.p2p.wire;

import org.jspecify.annotations.NullMarked;

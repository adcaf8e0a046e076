/**
 * Noise XX as libp2p uses it: the handshake that proves both peers' ids, and the ciphers that it ends in. Bytes in, bytes
 * out; the socket and the framing of transport messages belong to the wire.
 */
@NullMarked
package one.imago.p2p.noise;

import org.jspecify.annotations.NullMarked;

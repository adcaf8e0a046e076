/**
 * Connections to peers and the streams on them, as protocols see them: who is at the other end, bytes with back-pressure,
 * half-close and reset. Knows no protocol's messages, and no socket: the wire that carries it lies in its own package.
 */
@NullMarked
package one.imago.p2p.connection;

import org.jspecify.annotations.NullMarked;

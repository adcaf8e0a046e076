/**
 * Yamux: many streams on one connection, each with a window of its own. Every limit on what a peer can make this node hold
 * for its streams is here. Knows no socket and no protocol above the stream.
 */
@NullMarked
package one.imago.p2p.yamux;

import org.jspecify.annotations.NullMarked;

/**
 * Publish and subscribe among peers: gossipsub 1.1 with signed messages. Every topic has a mesh of a few peers that get
 * messages whole; the others hear of them and can ask. A message is checked before it goes on, and peers that waste that
 * work lose their place.
 */
@NullMarked
package one.imago.p2p.gossip;

import org.jspecify.annotations.NullMarked;

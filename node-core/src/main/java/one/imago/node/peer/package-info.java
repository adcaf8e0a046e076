/** The peer network port. The wire lives in p2p-kademlia. */
@NullMarked
package one.imago.node.peer;

import org.jspecify.annotations.NullMarked;

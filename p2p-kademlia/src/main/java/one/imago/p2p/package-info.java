/** The node's part in the peer network: assembles the content store and the peer port. No domain logic. */
@NullMarked
package one.imago.p2p;

import org.jspecify.annotations.NullMarked;

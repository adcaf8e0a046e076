/**
 * The values by which peers are named and found: varints, multihashes, peer ids, multiaddrs. Everything here is
 * immutable and parsed within bounds; whoever holds one holds a well-formed one. No I/O, no name resolution.
 */
@NullMarked
package one.imago.p2p.address;

import org.jspecify.annotations.NullMarked;

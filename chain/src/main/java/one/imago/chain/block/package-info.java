/** Blocks, headers, votes and certificates: their encoding, their hashes and what makes them valid on their own. Holds no state and asks no clock. */
@NullMarked
package one.imago.chain.block;

import org.jspecify.annotations.NullMarked;

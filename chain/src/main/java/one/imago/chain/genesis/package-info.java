/** The first facts of a network: who holds what, who produces, its rhythm, and the salt that makes its chain id unique. */
@NullMarked
package one.imago.chain.genesis;

import org.jspecify.annotations.NullMarked;

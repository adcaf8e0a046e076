/**
 * The tokens that are still to be mined: how many one unit of work earns as fewer are left. Pure arithmetic in integers;
 * who earns them is not decided here.
 */
@NullMarked
package one.imago.chain.emission;

import org.jspecify.annotations.NullMarked;

/** The content store on disk: trees of blocks, pins, what is public, the quota, and the sweep of what nobody keeps. */
@NullMarked
package one.imago.p2p.content;

import org.jspecify.annotations.NullMarked;

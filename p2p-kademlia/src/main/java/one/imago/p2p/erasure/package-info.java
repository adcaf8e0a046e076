/**
 * Reed-Solomon: a file cut into N shards of which any K give it back, stripe by stripe, and the manifest that names them.
 * Knows bytes and ids, never where shards are.
 */
@NullMarked
package one.imago.p2p.erasure;

import org.jspecify.annotations.NullMarked;

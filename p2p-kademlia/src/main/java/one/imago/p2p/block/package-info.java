/**
 * Blocks and pin records on disk: one file each, written beside, synced, renamed, and verified on every read. Knows ids
 * and bytes, never what the bytes mean.
 */
@NullMarked
package one.imago.p2p.block;

import org.jspecify.annotations.NullMarked;

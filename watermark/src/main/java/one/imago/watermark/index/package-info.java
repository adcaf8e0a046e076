/** The fingerprint index over the final works: what is searched, what is kept on disk, and how it catches up with the ledger. Holds no claim that it has not recomputed from a preview. */
@NullMarked
package one.imago.watermark.index;

import org.jspecify.annotations.NullMarked;

/**
 * The robust mark: lines in the spectrum of a tile that repeats over the whole picture, found again after crop, scale,
 * turn and mirror. Refuses to say whose picture it is: it only reads ids. The format is in docs/protocol/mark-robust.md.
 */
@NullMarked
package one.imago.watermark.robust;

import org.jspecify.annotations.NullMarked;

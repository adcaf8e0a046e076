/** The drawings that the documents show. */
@NullMarked
package one.imago.watermark.drawing;

import org.jspecify.annotations.NullMarked;

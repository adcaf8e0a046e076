/** Tests of likeness. */
@NullMarked
package one.imago.watermark.likeness;

import org.jspecify.annotations.NullMarked;

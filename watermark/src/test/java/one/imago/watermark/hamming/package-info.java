/** Tests of the index of codes. */
@NullMarked
package one.imago.watermark.hamming;

import org.jspecify.annotations.NullMarked;

/** Tests of resolution. */
@NullMarked
package one.imago.watermark.resolution;

import org.jspecify.annotations.NullMarked;

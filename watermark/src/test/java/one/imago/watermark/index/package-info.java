/** Tests of the fingerprint index. */
@NullMarked
package one.imago.watermark.index;

import org.jspecify.annotations.NullMarked;

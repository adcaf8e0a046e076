/** Tests of features. */
@NullMarked
package one.imago.watermark.features;

import org.jspecify.annotations.NullMarked;

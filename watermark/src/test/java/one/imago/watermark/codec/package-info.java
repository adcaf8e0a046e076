@NullMarked
package one.imago.watermark.codec;

import org.jspecify.annotations.NullMarked;

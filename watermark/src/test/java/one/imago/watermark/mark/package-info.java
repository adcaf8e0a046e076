@NullMarked
package one.imago.watermark.mark;

import org.jspecify.annotations.NullMarked;

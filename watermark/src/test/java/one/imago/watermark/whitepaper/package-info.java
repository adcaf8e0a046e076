@NullMarked
package one.imago.watermark.whitepaper;

import org.jspecify.annotations.NullMarked;

@NullMarked
package one.imago.watermark.robust;

import org.jspecify.annotations.NullMarked;

/** Tests of the module as a node assembles it. */
@NullMarked
package one.imago.watermark;

import org.jspecify.annotations.NullMarked;

/** Tests of the attacks. */
@NullMarked
package one.imago.watermark.attack;

import org.jspecify.annotations.NullMarked;

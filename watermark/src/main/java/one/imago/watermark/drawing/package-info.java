/** Pictures that show a person what a stage did. Draws what it is given, and decides nothing. */
@NullMarked
package one.imago.watermark.drawing;

import org.jspecify.annotations.NullMarked;

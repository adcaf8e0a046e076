/** Invisible marks: the schemes that write a work id into samples and read it back, and the measure of what that cost. Decides nothing about ownership. */
@NullMarked
package one.imago.watermark.mark;

import org.jspecify.annotations.NullMarked;

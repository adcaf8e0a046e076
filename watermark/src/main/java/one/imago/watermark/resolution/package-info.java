/** How much detail a picture really has, and whether a file is camera raw: what a contesting claim can bring as evidence. Measures and classifies; moves nothing. */
@NullMarked
package one.imago.watermark.resolution;

import org.jspecify.annotations.NullMarked;

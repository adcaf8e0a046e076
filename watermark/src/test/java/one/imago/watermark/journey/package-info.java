/** Tests of the picture journeys over in-memory ports. */
@NullMarked
package one.imago.watermark.journey;

import org.jspecify.annotations.NullMarked;

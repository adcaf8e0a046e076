/** The picture journeys: registering a picture, saying whose picture a file is, searching for like ones. Decides what is compared and in which order; never names a work that nothing but a mark speaks for. */
@NullMarked
package one.imago.watermark.journey;

import org.jspecify.annotations.NullMarked;

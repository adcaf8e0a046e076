/** Whether two pictures show the same thing: a sketch of a picture, and two ways to compare sketches. Names no work and touches no ledger. */
@NullMarked
package one.imago.watermark.likeness;

import org.jspecify.annotations.NullMarked;

/** What people do to pictures, as named and repeatable changes of pixels: for benches and tests, never for marking or reading. Judges nothing. */
@NullMarked
package one.imago.watermark.attack;

import org.jspecify.annotations.NullMarked;

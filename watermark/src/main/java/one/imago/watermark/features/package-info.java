/** Local features of pictures and the inverted index over them: finds the registered works that share details with a picture, whatever its crop, turn or surroundings. What it finds are candidates; whether they show the same thing is decided by likeness. */
@NullMarked
package one.imago.watermark.features;

import org.jspecify.annotations.NullMarked;

/** Exact and perceptual fingerprints of a picture, in arithmetic that gives the same bits on every machine. Refuses native image code. */
@NullMarked
package one.imago.watermark.fingerprint;

import org.jspecify.annotations.NullMarked;

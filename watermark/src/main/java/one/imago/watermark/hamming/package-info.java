/** An exact index of 64-bit codes by Hamming distance, in memory. Knows numbers only: neither pictures nor works, and no disk. */
@NullMarked
package one.imago.watermark.hamming;

import org.jspecify.annotations.NullMarked;

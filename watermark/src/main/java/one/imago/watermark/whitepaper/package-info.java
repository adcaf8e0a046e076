/** The white paper's mark, literally: a gray picture in the middle frequencies of 8 x 8 blocks, hidden by two chaotic maps. Knows nothing of works but their ids, and finds nothing in a picture that was cropped, scaled or turned. */
@NullMarked
package one.imago.watermark.whitepaper;

import org.jspecify.annotations.NullMarked;

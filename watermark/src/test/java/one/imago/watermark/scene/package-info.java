/** Photographs that no camera took: landscapes rendered from a seed, for tests of all modules. */
@NullMarked
package one.imago.watermark.scene;

import org.jspecify.annotations.NullMarked;

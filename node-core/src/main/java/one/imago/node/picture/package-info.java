/** The ports through which other modules read and identify pictures. No pixel is touched here. */
@NullMarked
package one.imago.node.picture;

import org.jspecify.annotations.NullMarked;

/** The product as its users have it: real processes of the distribution, a real node, real pictures. */
@NullMarked
package one.imago.cli.acceptance;

import org.jspecify.annotations.NullMarked;

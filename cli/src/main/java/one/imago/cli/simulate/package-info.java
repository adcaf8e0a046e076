/** Simulations: production classes on virtual time, in this process, repeatable from a seed. */
@NullMarked
package one.imago.cli.simulate;

import org.jspecify.annotations.NullMarked;

/** Commands that try what would happen to a network, with the classes that nodes use. */
@NullMarked
package one.imago.cli.simulate;

import org.jspecify.annotations.NullMarked;

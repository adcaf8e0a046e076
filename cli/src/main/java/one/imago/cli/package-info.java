/** The process: {@code main}, the tree of commands, and nothing else. */
@NullMarked
package one.imago.cli;

import org.jspecify.annotations.NullMarked;

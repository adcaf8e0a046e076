/** Commands on public content. */
@NullMarked
package one.imago.cli.content;

import org.jspecify.annotations.NullMarked;

/** The composition root of a node, and the commands that run one and look after it. */
@NullMarked
package one.imago.cli.node;

import org.jspecify.annotations.NullMarked;

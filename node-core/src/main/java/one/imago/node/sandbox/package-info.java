/**
 * Child processes for work on a stranger's bytes: a small JVM with limits of memory, CPU and time, spoken to over its
 * standard streams, killed and replaced when it misbehaves. It keeps a decoder's crash or appetite out of the node; it is
 * no jail against code that has already taken the decoder over.
 */
@NullMarked
package one.imago.node.sandbox;

import org.jspecify.annotations.NullMarked;

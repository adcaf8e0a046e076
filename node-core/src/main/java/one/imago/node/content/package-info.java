/** The content store port, its content identifiers and the access policy. The bytes are opaque here. */
@NullMarked
package one.imago.node.content;

import org.jspecify.annotations.NullMarked;

/** A consistent copy of a node's public data as one stream, and the way back, checked before it is accepted. Holds no keys. */
@NullMarked
package one.imago.chain.backup;

import org.jspecify.annotations.NullMarked;

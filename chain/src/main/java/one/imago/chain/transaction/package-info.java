/** The envelope: how transactions are built, encoded, signed, identified and decoded from strangers' bytes. */
@NullMarked
package one.imago.chain.transaction;

import org.jspecify.annotations.NullMarked;

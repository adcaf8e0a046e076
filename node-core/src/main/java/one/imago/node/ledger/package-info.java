/** The ports through which other modules see the ledger, and the values that they exchange. Refuses anything that only chain needs. */
@NullMarked
package one.imago.node.ledger;

import org.jspecify.annotations.NullMarked;

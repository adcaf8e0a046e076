/** Transactions that were accepted and are not yet final: admission, limits, order, the journal that survives a crash. */
@NullMarked
package one.imago.chain.mempool;

import org.jspecify.annotations.NullMarked;

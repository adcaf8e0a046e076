/** Commands that show what stands on the ledger: blocks, transactions, accounts, producers. */
@NullMarked
package one.imago.cli.chain;

import org.jspecify.annotations.NullMarked;

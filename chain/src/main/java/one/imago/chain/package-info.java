/** The ledger's module: puts the kernel, its state modules and their methods together. */
@NullMarked
package one.imago.chain;

import org.jspecify.annotations.NullMarked;

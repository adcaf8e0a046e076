/** Who produces blocks, votes, finality, and the one thread that owns the head of the chain. What it acknowledges as final survives a crash. */
@NullMarked
package one.imago.chain.consensus;

import org.jspecify.annotations.NullMarked;

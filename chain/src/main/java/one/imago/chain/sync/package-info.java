/**
 * How a node comes by the blocks that it lacks: it asks peers for ranges, and answers theirs. What a block is worth is
 * not judged here.
 */
@NullMarked
package one.imago.chain.sync;

import org.jspecify.annotations.NullMarked;

/**
 * Proofs that a peer holds content: a tree over its leaves, challenges that nobody could foresee, answers, and their
 * verdict. Knows final blocks as hashes and heights; decides no reward.
 */
@NullMarked
package one.imago.p2p.proof;

import org.jspecify.annotations.NullMarked;

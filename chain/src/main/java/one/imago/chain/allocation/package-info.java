/**
 * Who gets the tokens that a network starts with, and when: the white paper's shares and their vesting. Pure functions
 * of amounts and times; the state is {@code token}'s, the file is {@code genesis}'s.
 */
@NullMarked
package one.imago.chain.allocation;

import org.jspecify.annotations.NullMarked;

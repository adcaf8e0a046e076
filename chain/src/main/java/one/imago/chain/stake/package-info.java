/**
 * Who makes and votes for blocks. In protocol 1 the producer set and its bonded stake come from genesis and do not
 * change; bonding, unbonding and slashing arrive by an upgrade.
 */
@NullMarked
package one.imago.chain.stake;

import org.jspecify.annotations.NullMarked;

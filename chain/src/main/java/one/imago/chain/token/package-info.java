/**
 * Accounts: balances, nonces, transfers, the fees that the kernel charges, grants that vest, and which tokens may vote.
 * Tokens are made at genesis and nowhere else.
 */
@NullMarked
package one.imago.chain.token;

import org.jspecify.annotations.NullMarked;

/** Accounts: balances, nonces, transfers, and the fees that the kernel charges. Tokens are made at genesis and nowhere else. */
@NullMarked
package one.imago.chain.token;

import org.jspecify.annotations.NullMarked;

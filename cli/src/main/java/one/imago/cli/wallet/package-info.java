/** Commands on keys, accounts and tokens. */
@NullMarked
package one.imago.cli.wallet;

import org.jspecify.annotations.NullMarked;

/** Commands on passports. No face yet: a passport is a key under a passphrase, and its record on the ledger. */
@NullMarked
package one.imago.cli.passport;

import org.jspecify.annotations.NullMarked;

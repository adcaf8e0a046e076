/**
 * Passports: the key that stands for a person on the ledger, what its holder can ask for, and how it joins the node. Knows
 * nothing of faces or of anything else about a person.
 */
@NullMarked
package one.imago.passport;

import org.jspecify.annotations.NullMarked;

/**
 * The file that proves a registration to somebody who has no node: built from the final state, checked without any
 * network, printed as a page for a lawyer. Trusts nothing but the genesis that the reader pins.
 */
@NullMarked
package one.imago.chain.certificate;

import org.jspecify.annotations.NullMarked;

/** The passport's part of the ledger: which transactions are valid and what they change. Pure functions of the state. */
@NullMarked
package one.imago.passport.state;

import org.jspecify.annotations.NullMarked;

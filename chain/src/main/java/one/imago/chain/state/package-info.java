/**
 * The authenticated state and the contract between the kernel and the state modules. State transition is a pure function
 * of state and block: integers only, no clock, locale, map order or native code.
 */
@NullMarked
package one.imago.chain.state;

import org.jspecify.annotations.NullMarked;

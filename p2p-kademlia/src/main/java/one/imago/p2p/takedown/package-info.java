/**
 * What this node refuses to hold: the operator's denylist, and signed takedowns that bind here. Says what binds; cannot
 * recall a copy held elsewhere.
 */
@NullMarked
package one.imago.p2p.takedown;

import org.jspecify.annotations.NullMarked;

/**
 * A whole network in one thread: virtual time, an in-memory wire with latency and loss, and adversaries, around the
 * production classes of {@code one.imago.p2p.kad}. Holds no table, lookup or record of its own; everything is repeatable
 * from a seed.
 */
@NullMarked
package one.imago.p2p.simulation;

import org.jspecify.annotations.NullMarked;

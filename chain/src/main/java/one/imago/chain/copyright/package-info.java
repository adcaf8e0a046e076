/**
 * Claims on pictures: commitments, registrations, contests, transfers, evidence and licences, and the lists by which any
 * claim can be found and none hidden. Knows a picture only by the bytes and integers in a transaction; proves who claimed
 * what first, never who made it.
 */
@NullMarked
package one.imago.chain.copyright;

import org.jspecify.annotations.NullMarked;

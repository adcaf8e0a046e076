/**
 * Blocks between peers: bitswap 1.2.0. The server gives away what is public or what the access policy allows, within a
 * budget a peer; the client fetches whole files and lets no byte through that its id does not vouch for.
 */
@NullMarked
package one.imago.p2p.bitswap;

import org.jspecify.annotations.NullMarked;

/**
 * Copies for others: who holds what by the distance of ids, previews of final works kept for the network, originals cut
 * into shards and put together again. Fetches through the content store; opens no connection.
 */
@NullMarked
package one.imago.p2p.replica;

import org.jspecify.annotations.NullMarked;

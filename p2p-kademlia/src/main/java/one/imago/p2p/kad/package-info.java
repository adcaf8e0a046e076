/**
 * The distributed hash table: keys and distances, the routing table, lookups along disjoint paths, provider and value
 * records, and their upkeep. Speaks libp2p's kad-dht 1.0.0 in whole messages over {@link one.imago.p2p.kad.KadLink}; opens no
 * connection and makes no thread. {@link one.imago.p2p.kad.Dht} is what the rest of the module sees.
 */
@NullMarked
package one.imago.p2p.kad;

import org.jspecify.annotations.NullMarked;

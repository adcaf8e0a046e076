/** The crawler's place in a node: its settings, its RPC methods and what it needs from its neighbours. */
@NullMarked
package one.imago.crawler;

import org.jspecify.annotations.NullMarked;

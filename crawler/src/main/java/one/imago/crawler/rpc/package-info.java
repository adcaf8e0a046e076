/** The crawler's RPC methods. */
@NullMarked
package one.imago.crawler.rpc;

import org.jspecify.annotations.NullMarked;

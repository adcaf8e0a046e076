/** The ledger's JSON-RPC methods. Each knows only what it asks. */
@NullMarked
package one.imago.chain.rpc;

import org.jspecify.annotations.NullMarked;

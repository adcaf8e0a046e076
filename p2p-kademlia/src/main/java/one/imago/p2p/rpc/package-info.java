/** The RPC methods and HTTP routes of peers and content, one class each, and the rule on who reads private content. */
@NullMarked
package one.imago.p2p.rpc;

import org.jspecify.annotations.NullMarked;

/** JSON-RPC 2.0 over HTTP and WebSocket, its permissions, and the plain HTTP routes for large bytes. Knows methods as typed records, never what they do. */
@NullMarked
package one.imago.node.rpc;

import org.jspecify.annotations.NullMarked;

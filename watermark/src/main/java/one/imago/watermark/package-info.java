/** Joins the picture part to a node: ports in, ports out, services and RPC methods. */
@NullMarked
package one.imago.watermark;

import org.jspecify.annotations.NullMarked;

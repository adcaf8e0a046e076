/** The RPC methods of the picture journeys, one class each. They read parameters and shape answers, and decide nothing. */
@NullMarked
package one.imago.watermark.rpc;

import org.jspecify.annotations.NullMarked;

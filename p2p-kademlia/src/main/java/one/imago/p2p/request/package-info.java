/** Questions and answers between peers: one message each way on a stream of its own, with limits on both ends. */
@NullMarked
package one.imago.p2p.request;

import org.jspecify.annotations.NullMarked;

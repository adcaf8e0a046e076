/**
 * Fetching from strangers' hosts: one request at a time, limits on bytes and time, no address that is not public, the
 * robots exclusion protocol. Follows nothing by itself: whoever asks decides about redirects.
 */
@NullMarked
package one.imago.crawler.fetch;

import org.jspecify.annotations.NullMarked;

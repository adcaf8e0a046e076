package one.imago.crawler.fetch;

import java.time.Duration;

/**
 * What one request may cost.
 *
 * @param maxBytes largest body, after decompression
 * @param timeout from the connection to the last byte
 */
public record FetchLimits(int maxBytes, Duration timeout) {}

package one.imago.crawler.crawl;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to crawl.
 *
 * @param seeds where to start, normalised
 * @param maxPages most pages to fetch; pictures do not count
 * @param scope which pages belong to it
 * @param delay between two requests to a host; empty for the default of 1 s, or none for private addresses
 * @param allowPrivate whether addresses that are not public may be connected to
 */
public record CrawlRequest(
        List<URI> seeds, int maxPages, CrawlScope scope, Optional<Duration> delay, boolean allowPrivate) {
    public CrawlRequest {
        seeds = List.copyOf(seeds);
    }
}

package one.imago.crawler.crawl;

import java.net.URI;
import java.util.List;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Identification;

/**
 * How far a crawl has come, and what it found.
 *
 * @param state where it stands
 * @param pages fetched and read
 * @param pictures fetched and looked at, the same file once
 * @param waiting addresses still to fetch
 * @param matches uses of registered works, in order of discovery
 * @param problems what could not be fetched or read, at most the first hundred
 */
public record CrawlReport(
        State state, int pages, int pictures, int waiting, List<Match> matches, List<Problem> problems) {
    public CrawlReport {
        matches = List.copyOf(matches);
        problems = List.copyOf(problems);
    }

    /** Where a crawl stands. */
    public enum State {
        RUNNING,
        DONE,
        STOPPED
    }

    /**
     * A registered work on a page.
     *
     * @param page the page
     * @param picture the picture on it
     * @param workId the work that it shows
     * @param method what decided
     * @param confidence 0 to 1
     * @param licensed whether the ledger has a licence for the page's host
     */
    public record Match(
            URI page, URI picture, WorkId workId, Identification.Method method, double confidence, boolean licensed) {}

    /**
     * Something that could not be fetched or read.
     *
     * @param uri what
     * @param reason why, for a person
     */
    public record Problem(URI uri, String reason) {}
}

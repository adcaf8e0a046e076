package one.imago.crawler.crawl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.crawler.crawl.CrawlReport.Match;
import one.imago.crawler.crawl.CrawlReport.Problem;
import one.imago.crawler.fetch.AddressGuard;
import one.imago.crawler.fetch.FetchException;
import one.imago.crawler.fetch.FetchLimits;
import one.imago.crawler.fetch.Fetcher;
import one.imago.crawler.fetch.Response;
import one.imago.crawler.fetch.RobotsRules;
import one.imago.crawler.page.Page;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.Identification;
import one.imago.node.picture.PictureIdentifier;
import one.imago.node.picture.PictureRejected;

/**
 * One crawl, breadth first, a request at a time. Each {@link #step} fetches one thing and says how long to wait before
 * the next. Owned by one thread; {@link #report} may be called from any.
 */
public final class Crawl {
    private static final FetchLimits PAGE_LIMITS = new FetchLimits(4 << 20, Duration.ofSeconds(20));
    private static final FetchLimits PICTURE_LIMITS = new FetchLimits(32 << 20, Duration.ofSeconds(30));
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_MATCHES = 10_000;
    private static final int MAX_PROBLEMS = 100;
    private static final int REMEMBERED_PICTURES = 50_000;

    private final CrawlRequest request;
    private final Fetcher fetcher;
    private final PictureIdentifier identifier;
    private final UsageLicences licences;
    private final Clock clock;
    private final AddressGuard guard;
    private final RobotsRules robots;
    private final Set<String> territories;
    private final Frontier frontier = new Frontier();
    private final Cache<URI, Identification> seenAddresses =
            Caffeine.newBuilder().maximumSize(REMEMBERED_PICTURES).build();
    private final Cache<Hash, Identification> seenFiles =
            Caffeine.newBuilder().maximumSize(REMEMBERED_PICTURES).build();
    private final List<Match> matches = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long nextRequestMillis;
    private int pages;
    private int pictures;
    private CrawlReport.State state = CrawlReport.State.RUNNING;
    private volatile CrawlReport report;

    public Crawl(
            CrawlRequest request,
            Fetcher fetcher,
            String userAgent,
            PictureIdentifier identifier,
            WorkLedger ledger,
            Clock clock) {
        this.request = request;
        this.fetcher = fetcher;
        this.identifier = identifier;
        this.licences = new UsageLicences(ledger, clock);
        this.clock = clock;
        this.guard = new AddressGuard(request.allowPrivate());
        this.robots = new RobotsRules(fetcher, guard, userAgent);
        this.territories = request.scope().territories(request.seeds());
        request.seeds().forEach(seed -> frontier.addPage(seed, 0));
        this.report = snapshot();
    }

    /** How far it has come. */
    public CrawlReport report() {
        return report;
    }

    /** Ends it before it is done. */
    public void stop() {
        state = CrawlReport.State.STOPPED;
        report = snapshot();
    }

    /**
     * Fetches the next thing.
     *
     * @return how long to wait before the next step; empty when there is none
     */
    public Optional<Duration> step() {
        if (state != CrawlReport.State.RUNNING) {
            return Optional.empty();
        }
        Optional<Frontier.Item> next = frontier.next();
        if (next.isEmpty()) {
            state = CrawlReport.State.DONE;
        } else if (next.get().isPicture()) {
            picture(next.get());
        } else {
            page(next.get());
        }
        report = snapshot();
        return state == CrawlReport.State.RUNNING ? Optional.of(pause()) : Optional.empty();
    }

    private void page(Frontier.Item item) {
        if (pages >= request.maxPages()) {
            frontier.dropPages();
            return;
        }
        Optional<Response> answer = fetch(item.uri(), PAGE_LIMITS);
        if (answer.isEmpty()) {
            return;
        }
        Response response = answer.get();
        if (response.isRedirect()) {
            if (item.hops() < MAX_REDIRECTS) {
                response.location().ifPresent(to -> follow(to, item.hops() + 1));
            } else {
                problem(item.uri(), "more than " + MAX_REDIRECTS + " redirects");
            }
        } else if (!response.isSuccess()) {
            problem(item.uri(), "the host answered with status " + response.status());
        } else if (response.mediaType().startsWith("image/")) {
            identify(item.uri(), item.uri(), response.body());
        } else if (response.mediaType().equals("text/html")
                || response.mediaType().equals("application/xhtml+xml")) {
            pages++;
            Page page = Page.parse(response.body(), item.uri(), response.contentType());
            page.pictures().forEach(picture -> frontier.addPicture(item.uri(), picture));
            page.links().forEach(link -> follow(link, 0));
        }
    }

    private void follow(URI link, int hops) {
        Page.normalise(link.toString())
                .filter(uri -> territories.contains(request.scope().territory(uri)))
                .ifPresent(uri -> frontier.addPage(uri, hops));
    }

    private void picture(Frontier.Item item) {
        Identification known = seenAddresses.getIfPresent(item.uri());
        if (known != null) {
            found(item.page(), item.uri(), known);
            return;
        }
        URI at = item.uri();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Optional<Response> answer = fetch(at, PICTURE_LIMITS);
            if (answer.isEmpty()) {
                return;
            }
            Response response = answer.get();
            if (!response.isRedirect()) {
                if (response.isSuccess()) {
                    identify(item.page(), item.uri(), response.body());
                } else {
                    problem(item.uri(), "the host answered with status " + response.status());
                }
                return;
            }
            at = response.location().orElseThrow();
        }
        problem(item.uri(), "more than " + MAX_REDIRECTS + " redirects");
    }

    private void identify(URI page, URI picture, byte[] file) {
        Hash hash = Hash.sha256(file);
        Identification answer = seenFiles.getIfPresent(hash);
        if (answer == null) {
            pictures++;
            try {
                answer = identifier.identify(file);
            } catch (PictureRejected e) {
                problem(picture, String.valueOf(e.getMessage()));
                answer = new Identification.NotFound();
            }
            seenFiles.put(hash, answer);
        }
        seenAddresses.put(picture, answer);
        found(page, picture, answer);
    }

    private void found(URI page, URI picture, Identification answer) {
        if (answer instanceof Identification.Confirmed confirmed && matches.size() < MAX_MATCHES) {
            matches.add(new Match(
                    page,
                    picture,
                    confirmed.work().id(),
                    confirmed.method(),
                    confirmed.confidence(),
                    licences.covers(confirmed.work().id(), page.getHost())));
        }
    }

    private Optional<Response> fetch(URI uri, FetchLimits limits) {
        if (!robots.allows(uri)) {
            problem(uri, "robots.txt does not allow it, or could not be read");
            return Optional.empty();
        }
        try {
            Response response = fetcher.fetch(uri, guard, limits);
            waitFor(uri, response.address());
            return Optional.of(response);
        } catch (FetchException e) {
            problem(uri, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void waitFor(URI uri, InetAddress address) {
        Duration wanted = request.delay()
                .orElse(request.allowPrivate() && !AddressGuard.isPublic(address) ? Duration.ZERO : DEFAULT_DELAY);
        Duration asked = robots.delay(uri);
        Duration delay = wanted.compareTo(asked) > 0 ? wanted : asked;
        nextRequestMillis = clock.millis() + delay.toMillis();
    }

    /** Until anyone may be asked again: one crawl asks one thing at a time, whichever the host. */
    private Duration pause() {
        return Duration.ofMillis(Math.max(0, nextRequestMillis - clock.millis()));
    }

    private void problem(URI uri, String reason) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(uri, reason));
        }
    }

    private CrawlReport snapshot() {
        return new CrawlReport(state, pages, pictures, frontier.size(), matches, problems);
    }
}

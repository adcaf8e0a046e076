package one.imago.crawler.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import one.imago.crawler.fetch.FetchException.Reason;

/**
 * What hosts allow, by the robots exclusion protocol (RFC 9309): an absent file allows all, a host that fails or cannot
 * be reached allows nothing. Fetched once per origin and crawl. Used by one thread.
 */
public final class RobotsRules {
    private static final FetchLimits LIMITS = new FetchLimits(512 << 10, Duration.ofSeconds(10));
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ORIGINS = 1_000;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Fetcher fetcher;
    private final AddressGuard guard;
    private final String robotName;
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final Cache<String, BaseRobotRules> rules =
            Caffeine.newBuilder().maximumSize(MAX_ORIGINS).build();

    public RobotsRules(Fetcher fetcher, AddressGuard guard, String userAgent) {
        this.fetcher = fetcher;
        this.guard = guard;
        this.robotName = NettyFetcher.robotName(userAgent);
    }

    public boolean allows(URI uri) {
        return of(uri).isAllowed(uri.toString());
    }

    /** The delay that the host asks for, at most 30 s; zero when it asks for none. */
    public Duration delay(URI uri) {
        long millis = of(uri).getCrawlDelay();
        Duration delay = millis > 0 ? Duration.ofMillis(millis) : Duration.ZERO;
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private BaseRobotRules of(URI uri) {
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        return rules.get(origin, key -> fetch(URI.create(key + "/robots.txt")));
    }

    private BaseRobotRules fetch(URI robots) {
        URI at = robots;
        try {
            for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
                Response response = fetcher.fetch(at, guard, LIMITS);
                if (response.isRedirect()) {
                    at = response.location().orElseThrow();
                } else if (response.isSuccess()) {
                    return parser.parseContent(
                            at.toString(), response.body(), response.contentType(), List.of(robotName));
                } else {
                    return new SimpleRobotRules(
                            response.status() >= 500 ? RobotRulesMode.ALLOW_NONE : RobotRulesMode.ALLOW_ALL);
                }
            }
            return new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);
        } catch (FetchException e) {
            // An oversized file is no permission; a broken host is left alone.
            return new SimpleRobotRules(
                    e.reason() == Reason.BAD_ADDRESS ? RobotRulesMode.ALLOW_ALL : RobotRulesMode.ALLOW_NONE);
        }
    }
}

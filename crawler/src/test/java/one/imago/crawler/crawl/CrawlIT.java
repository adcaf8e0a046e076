package one.imago.crawler.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.crawler.fetch.NettyFetcher;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Licence;
import one.imago.node.picture.Identification.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Crawls real sockets on loopback. A file whose text is {@code work} stands for a registered picture. */
class CrawlIT {
    private final Map<String, Answer> site = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final KnownWork known = new KnownWork("work");
    private HttpServer server;
    private NettyFetcher fetcher;
    private String root;

    private record Answer(int status, String type, String body, String location) {}

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String target = exchange.getRequestURI().toString();
            asked.add(target);
            Answer answer = site.getOrDefault(target, new Answer(404, "text/plain", "none", ""));
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            if (!answer.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", answer.location());
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        root = "http://127.0.0.1:" + server.getAddress().getPort();
        fetcher = new NettyFetcher("Imago/0.1");
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.stop(0);
    }

    @Test
    void findsAUseOnALinkedPageBreadthFirst() {
        html("/", "<a href=/deep>d</a><a href=/a>a</a>");
        html("/deep", "<a href=/deeper>x</a>");
        html("/a", "<img src=/p.jpg>");
        html("/deeper", "<img src=/p.jpg>");
        picture("/p.jpg", "work");

        CrawlReport report = crawl(10, true);

        assertThat(report.state()).isEqualTo(CrawlReport.State.DONE);
        assertThat(report.pages()).isEqualTo(4);
        assertThat(report.pictures()).isEqualTo(1);
        assertThat(report.matches()).hasSize(2).allSatisfy(match -> {
            assertThat(match.workId()).isEqualTo(known.id());
            assertThat(match.method()).isEqualTo(Method.SHA256);
            assertThat(match.licensed()).isFalse();
        });
        assertThat(asked).containsExactly("/robots.txt", "/", "/deep", "/a", "/p.jpg", "/deeper");
    }

    @Test
    void obeysRobots() {
        site.put("/robots.txt", new Answer(200, "text/plain", "User-agent: imago\nDisallow: /private\n", ""));
        html("/", "<a href=/private/x>x</a><img src=/private/p.jpg>");
        picture("/private/p.jpg", "work");

        CrawlReport report = crawl(10, true);

        assertThat(report.matches()).isEmpty();
        assertThat(report.problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.reason()).contains("robots.txt"));
        assertThat(asked).containsExactly("/robots.txt", "/");
    }

    @Test
    void leavesAHostAloneWhoseRobotsFileFails() {
        site.put("/robots.txt", new Answer(503, "text/plain", "down", ""));
        html("/", "<img src=/p.jpg>");

        assertThat(crawl(10, true).pages()).isZero();
        assertThat(asked).containsExactly("/robots.txt");
    }

    @Test
    void refusesPrivateAddressesUnlessAllowed() {
        html("/", "hello");

        CrawlReport report = crawl(10, false);

        assertThat(report.pages()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void staysOnTheHostAndFollowsRedirectsOnlyThere() {
        html("/", "<a href=/moved>m</a><a href=http://elsewhere.example/>e</a><a href=/out>o</a>");
        site.put("/moved", new Answer(301, "text/plain", "", "/target"));
        site.put("/out", new Answer(302, "text/plain", "", "http://elsewhere.example/x"));
        html("/target", "<img srcset='/p.jpg 1x'>");
        site.put("/p.jpg", new Answer(302, "text/plain", "", "/q.jpg"));
        picture("/q.jpg", "work");

        CrawlReport report = crawl(10, true);

        assertThat(report.matches()).hasSize(1);
        assertThat(report.matches().get(0).page()).isEqualTo(URI.create(root + "/target"));
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void endsARedirectLoop() {
        site.put("/", new Answer(302, "text/plain", "", "/b"));
        site.put("/b", new Answer(302, "text/plain", "", "/"));
        html("/c", "<img src=/loop.jpg>");
        site.put("/loop.jpg", new Answer(302, "text/plain", "", "/loop.jpg"));

        assertThat(crawl(10, true).state()).isEqualTo(CrawlReport.State.DONE);
        CrawlReport second = run(new CrawlRequest(
                List.of(URI.create(root + "/c")), 10, CrawlScope.HOST, Optional.of(Duration.ZERO), true));
        assertThat(second.problems()).anyMatch(problem -> problem.reason().contains("redirects"));
    }

    @Test
    void countsPagesNotPictures() {
        html("/", "<a href=/2>2</a><a href=/3>3</a><img src=/p.jpg><img src=/q.jpg>");
        html("/2", "<img src=/r.jpg>");
        html("/3", "x");
        picture("/p.jpg", "one");
        picture("/q.jpg", "two");
        picture("/r.jpg", "three");

        CrawlReport report = crawl(2, true);

        assertThat(report.pages()).isEqualTo(2);
        assertThat(report.pictures()).isEqualTo(3);
        assertThat(asked).doesNotContain("/3");
    }

    @Test
    void saysSoWhenTheUseIsLicensed() {
        html("/", "<img src=/p.jpg>");
        picture("/p.jpg", "work");
        known.grant(new Licence(
                Hash.ZERO,
                known.id(),
                "domain:"
                        + Hash.sha256("127.0.0.1".getBytes(StandardCharsets.UTF_8))
                                .hex(),
                Hash.ZERO,
                0,
                0));

        assertThat(crawl(10, true).matches()).hasSize(1).allMatch(CrawlReport.Match::licensed);
    }

    @Test
    void refusesBodiesOverTheLimit() {
        html("/", "x".repeat((4 << 20) + 1));

        CrawlReport report = crawl(10, true);

        assertThat(report.pages()).isZero();
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).reason()).contains("larger than");
    }

    private void html(String path, String body) {
        site.put(path, new Answer(200, "text/html; charset=utf-8", "<!doctype html>" + body, ""));
    }

    private void picture(String path, String body) {
        site.put(path, new Answer(200, "image/jpeg", body, ""));
    }

    private CrawlReport crawl(int maxPages, boolean allowPrivate) {
        return run(new CrawlRequest(
                List.of(URI.create(root + "/")), maxPages, CrawlScope.HOST, Optional.of(Duration.ZERO), allowPrivate));
    }

    private CrawlReport run(CrawlRequest request) {
        Crawl crawl = new Crawl(request, fetcher, "Imago/0.1", known, known, Clock.systemUTC());
        for (int steps = 0; crawl.step().isPresent(); steps++) {
            assertThat(steps).isLessThan(1_000);
        }
        return crawl.report();
    }
}

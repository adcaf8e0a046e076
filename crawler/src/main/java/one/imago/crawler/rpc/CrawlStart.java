package one.imago.crawler.rpc;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import one.imago.crawler.crawl.CrawlRequest;
import one.imago.crawler.crawl.CrawlScope;
import one.imago.crawler.crawl.CrawlService;
import one.imago.crawler.page.Page;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code crawl_start}. Needs ADMIN: it makes the node connect to addresses of the caller's choice. */
public final class CrawlStart implements RpcMethod<CrawlStart.Params, CrawlStart.Result> {
    private static final int MAX_SEEDS = 100;
    private static final int MAX_PAGES = 1_000_000;
    private static final int DEFAULT_PAGES = 1_000;
    private static final int MAX_DELAY_MILLIS = 60_000;

    private final CrawlService service;

    public CrawlStart(CrawlService service) {
        this.service = service;
    }

    /** Parameters; see docs/protocol/crawl.md. */
    public record Params(
            List<String> seeds,
            @Nullable Integer maxPages,
            @Nullable String scope,
            @Nullable Integer delayMillis,
            @Nullable Boolean allowPrivate) {}

    /** The crawl's id, for {@code crawl_status}. */
    public record Result(String crawlId) {}

    @Override
    public String name() {
        return "crawl_start";
    }

    @Override
    public String summary() {
        return "Starts a crawl that looks for registered pictures";
    }

    @Override
    public Scope scope() {
        return Scope.ADMIN;
    }

    @Override
    public Class<Params> params() {
        return Params.class;
    }

    @Override
    public Class<Result> result() {
        return Result.class;
    }

    @Override
    public Result call(Params params) throws RpcException {
        int maxPages = inRange("maxPages", params.maxPages(), DEFAULT_PAGES, 1, MAX_PAGES);
        Optional<Duration> delay = params.delayMillis() == null
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(inRange("delayMillis", params.delayMillis(), 0, 0, MAX_DELAY_MILLIS)));
        CrawlRequest request = new CrawlRequest(
                seeds(params.seeds()),
                maxPages,
                scope(params.scope()),
                delay,
                Boolean.TRUE.equals(params.allowPrivate()));
        return service.start(request)
                .map(Result::new)
                .orElseThrow(() -> new RpcException(
                        Kind.BUSY, "busy", "too many crawls are running", "wait until one of them is done"));
    }

    private static List<URI> seeds(List<String> texts) throws RpcException {
        if (texts.isEmpty() || texts.size() > MAX_SEEDS) {
            throw invalid("a crawl has 1 to " + MAX_SEEDS + " seeds, not " + texts.size());
        }
        List<URI> seeds = new ArrayList<>();
        for (String text : texts) {
            seeds.add(Page.normalise(text)
                    .orElseThrow(() -> invalid("the seed \"" + text + "\" is not an http or https address")));
        }
        return seeds;
    }

    private static CrawlScope scope(@Nullable String text) throws RpcException {
        if (text == null) {
            return CrawlScope.HOST;
        }
        for (CrawlScope scope : CrawlScope.values()) {
            if (scope.name().toLowerCase(Locale.ROOT).equals(text)) {
                return scope;
            }
        }
        throw invalid("scope is host, domain or any, not \"" + text + "\"");
    }

    private static int inRange(String name, @Nullable Integer value, int otherwise, int min, int max)
            throws RpcException {
        int chosen = value == null ? otherwise : value;
        if (chosen < min || chosen > max) {
            throw invalid(name + " is from " + min + " to " + max + ", not " + chosen);
        }
        return chosen;
    }

    private static RpcException invalid(String message) {
        return new RpcException(Kind.INVALID_PARAMS, "invalid-params", message, "");
    }
}

package one.imago.crawler.rpc;

import java.util.List;
import java.util.Locale;
import one.imago.crawler.crawl.CrawlReport;
import one.imago.crawler.crawl.CrawlService;
import one.imago.node.ledger.WorkId;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code crawl_status}. */
public final class CrawlStatus implements RpcMethod<CrawlStatus.Params, CrawlStatus.Result> {
    private final CrawlService service;

    public CrawlStatus(CrawlService service) {
        this.service = service;
    }

    /** The id that {@code crawl_start} answered. */
    public record Params(String crawlId) {}

    /** How far the crawl has come; {@code state} is running, done or stopped. */
    public record Result(String state, int pages, int images, int waiting, List<Match> matches, List<Problem> errors) {}

    /** A registered work on a page. */
    public record Match(String page, String image, WorkId workId, String method, double confidence, boolean licensed) {}

    /** Something that could not be fetched or read. */
    public record Problem(String url, String message) {}

    @Override
    public String name() {
        return "crawl_status";
    }

    @Override
    public String summary() {
        return "How far a crawl has come and what it found";
    }

    @Override
    public Scope scope() {
        return Scope.READ;
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
        CrawlReport report = service.report(params.crawlId())
                .orElseThrow(() -> new RpcException(
                        Kind.NOT_FOUND,
                        "not-found",
                        "there is no crawl " + params.crawlId(),
                        "the reports of the last crawls are kept until the node stops"));
        return new Result(
                report.state().name().toLowerCase(Locale.ROOT),
                report.pages(),
                report.pictures(),
                report.waiting(),
                report.matches().stream().map(CrawlStatus::match).toList(),
                report.problems().stream()
                        .map(problem -> new Problem(problem.uri().toString(), problem.reason()))
                        .toList());
    }

    private static Match match(CrawlReport.Match match) {
        return new Match(
                match.page().toString(),
                match.picture().toString(),
                match.workId(),
                match.method().text(),
                match.confidence(),
                match.licensed());
    }
}

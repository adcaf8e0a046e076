package one.imago.crawler;

import java.util.List;
import java.util.function.Function;
import one.imago.crawler.crawl.Crawl;
import one.imago.crawler.crawl.CrawlRequest;
import one.imago.crawler.crawl.CrawlService;
import one.imago.crawler.fetch.NettyFetcher;
import one.imago.crawler.rpc.CrawlStart;
import one.imago.crawler.rpc.CrawlStatus;
import one.imago.node.config.Setting;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.PictureIdentifier;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.ServiceRegistry;

/** Adds the crawler to a node. */
public final class CrawlerModule implements NodeModule {
    private static final Setting<String> USER_AGENT =
            Setting.text("crawl-user-agent", "Imago/0.1", "how the crawler names itself to hosts and in robots.txt");

    @Override
    public List<Setting<?>> settings() {
        return List.of(USER_AGENT);
    }

    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) {
        PictureIdentifier identifier = registry.require(PictureIdentifier.class);
        WorkLedger ledger = registry.require(WorkLedger.class);
        String userAgent = context.configuration().get(USER_AGENT);
        CrawlService service = new CrawlService(
                () -> new Sockets(new NettyFetcher(userAgent), userAgent, identifier, ledger, context),
                () -> context.executors().singleThread("crawler"),
                context.random());
        registry.add(service);
        registry.add(new CrawlStart(service));
        registry.add(new CrawlStatus(service));
    }

    private record Sockets(
            NettyFetcher netty, String userAgent, PictureIdentifier identifier, WorkLedger ledger, NodeContext context)
            implements CrawlService.Connections {
        @Override
        public Function<CrawlRequest, Crawl> crawls() {
            return request -> new Crawl(request, netty, userAgent, identifier, ledger, context.clock());
        }

        @Override
        public void close() {
            netty.close();
        }
    }
}

package one.imago.crawler.crawl;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import one.imago.node.crypto.Hex;
import one.imago.node.service.Service;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs crawls, one step at a time in turn, on one thread. Bounded: a few run at once, and the reports of the last ones
 * are kept. Thread-safe.
 */
public final class CrawlService extends Service {
    private static final Logger LOG = LoggerFactory.getLogger(CrawlService.class);
    private static final int MAX_RUNNING = 8;
    private static final int MAX_KEPT = 64;
    private static final int ID_BYTES = 8;

    private final Supplier<Connections> connect;
    private final Supplier<ScheduledExecutorService> threads;
    private final SecureRandom random;
    private final Map<String, Crawl> crawls = new LinkedHashMap<>();
    private @Nullable Connections connections;
    private @Nullable ScheduledExecutorService thread;

    /** What a running service holds: makes crawls, and gives back its sockets. */
    public interface Connections extends AutoCloseable {
        Function<CrawlRequest, Crawl> crawls();

        @Override
        void close();
    }

    public CrawlService(
            Supplier<Connections> connect, Supplier<ScheduledExecutorService> threads, SecureRandom random) {
        this.connect = connect;
        this.threads = threads;
        this.random = random;
    }

    @Override
    public String name() {
        return "crawler";
    }

    @Override
    protected void doStart() {
        thread = threads.get();
    }

    @Override
    protected synchronized void doStop() {
        crawls.values().forEach(Crawl::stop);
        if (thread != null) {
            thread.shutdownNow();
        }
        if (connections != null) {
            connections.close();
        }
    }

    /** Starts a crawl and answers its id; empty when too many are running. */
    public synchronized Optional<String> start(CrawlRequest request) {
        if (thread == null || !isRunning()) {
            throw new IllegalStateException("the crawler is not running");
        }
        if (connections == null) {
            // Not before the first crawl: TLS takes long to load, and most nodes never crawl.
            connections = connect.get();
        }
        long running = crawls.values().stream()
                .filter(crawl -> crawl.report().state() == CrawlReport.State.RUNNING)
                .count();
        if (running >= MAX_RUNNING) {
            return Optional.empty();
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Crawl crawl = connections.crawls().apply(request);
        crawls.put(Hex.encode(id), crawl);
        forgetOldest();
        schedule(crawl, Duration.ZERO, thread);
        return Optional.of(Hex.encode(id));
    }

    /** How far a crawl has come; empty when the id is not known, or no longer. */
    public synchronized Optional<CrawlReport> report(String id) {
        return Optional.ofNullable(crawls.get(id)).map(Crawl::report);
    }

    private void forgetOldest() {
        var oldest = crawls.entrySet().iterator();
        while (crawls.size() > MAX_KEPT && oldest.hasNext()) {
            if (oldest.next().getValue().report().state() != CrawlReport.State.RUNNING) {
                oldest.remove();
            }
        }
    }

    private static void schedule(Crawl crawl, Duration pause, ScheduledExecutorService thread) {
        Runnable step = () -> {
            try {
                crawl.step().ifPresent(next -> {
                    if (!thread.isShutdown()) {
                        schedule(crawl, next, thread);
                    }
                });
            } catch (RuntimeException e) {
                LOG.error("a crawl failed and was stopped", e);
                crawl.stop();
            }
        };
        var unused = thread.schedule(step, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package one.imago.cli.crawl;

import java.util.List;
import one.imago.cli.client.Pause;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks for registered pictures on web pages, once. */
@Command(
        name = "run",
        description = "Look for registered pictures on web pages, once. Heeds robots.txt and waits between requests.",
        footer = {"", "Example:", "  imago crawl run --seed https://example.org/gallery --max-pages 50"})
public final class CrawlRun implements Action {
    private static final long POLL_MILLIS = 200;

    private final Terminal terminal;

    @Option(names = "--seed", required = true, paramLabel = "URL", description = "Where to start; may be repeated.")
    private List<String> seeds = List.of();

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            description = "The most pages to read; pictures do not count. Default: 1000.")
    private @Nullable Integer maxPages;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "How far to follow links: host (the default), domain or any.")
    private @Nullable String scope;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            description = "Time between two requests to a host. Default: 1000; 0 for private addresses under"
                    + " --allow-private.")
    private @Nullable Integer delay;

    @Option(names = "--allow-private", description = "Also connect to private and loopback addresses. For tests.")
    private boolean allowPrivate;

    public CrawlRun(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        RpcClient node = RpcClient.of(terminal);
        ObjectNode params = Json.object();
        ArrayNode list = params.putArray("seeds");
        seeds.forEach(list::add);
        if (maxPages != null) {
            params.put("maxPages", maxPages);
        }
        if (scope != null) {
            params.put("scope", scope);
        }
        if (delay != null) {
            params.put("delayMillis", delay);
        }
        params.put("allowPrivate", allowPrivate);
        String id = node.call("crawl_start", params).path("crawlId").asString("");
        ObjectNode which = Json.object().put("crawlId", id);
        JsonNode status = node.call("crawl_status", which);
        while ("running".equals(status.path("state").asString(""))) {
            Pause.millis(POLL_MILLIS);
            status = node.call("crawl_status", which);
        }
        return Answer.yes(status, text(status));
    }

    private static String text(JsonNode status) {
        StringBuilder text = new StringBuilder()
                .append(status.path("pages").asInt())
                .append(" pages and ")
                .append(status.path("images").asInt())
                .append(" pictures read, ")
                .append(status.path("matches").size())
                .append(" registered pictures found.");
        for (JsonNode match : status.path("matches")) {
            text.append("\n  ")
                    .append(match.path("image").asString(""))
                    .append("\n    on ")
                    .append(match.path("page").asString(""))
                    .append("\n    is work ")
                    .append(match.path("workId").asString(""))
                    .append(match.path("licensed").asBoolean() ? ", licensed" : ", not licensed to this host");
        }
        for (JsonNode problem : status.path("errors")) {
            text.append("\n  not read: ")
                    .append(problem.path("url").asString(""))
                    .append(": ")
                    .append(problem.path("message").asString(""));
        }
        return text.toString();
    }
}

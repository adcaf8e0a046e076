package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Which works does this picture show? */
@Command(
        name = "search",
        description = "Find the registered works that a picture shows, best first, and those that come near.",
        footer = {
            "",
            "same: the whole picture; derived: a part of it or changed; contains: it stands in yours among other"
                    + " things; review: something is shared, look yourself.",
            "",
            "Examples:",
            "  imago image search crop.jpg --limit 5",
            "  imago image search crop.jpg --explain shown/"
        })
public final class ImageSearch implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The picture in question.")
    private List<Path> files = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "The most works in either list, 1 to 100. Default: ${DEFAULT-VALUE}.")
    private int limit = 10;

    @Mixin
    private final ExplainOption explain = new ExplainOption();

    public ImageSearch(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        return FileBatch.run(files, this::search);
    }

    private Answer search(Path file) throws Exception {
        byte[] picture = Uploads.picture(file);
        Explained explained = explain.of(file);
        RpcClient node = RpcClient.of(terminal);
        JsonNode found = node.call(
                "image_search",
                Json.object().put("upload", Uploads.upload(node, picture)).put("limit", limit));
        if (explained.asked()) {
            new MatchPictures(terminal, node).draw(picture, found, explained);
        }
        String near = found.path("candidates").isEmpty()
                ? ""
                : "\nNear, but not accepted:\n" + lines(found.path("candidates"));
        return found.path("matches").isEmpty()
                ? Answer.no(found, "No registered work matches." + near)
                : Answer.yes(found, lines(found.path("matches")) + near);
    }

    private static String lines(JsonNode hits) {
        return hits.valueStream()
                .map(hit -> String.format(
                        Locale.ROOT,
                        "%s  %s, by %s  covers %.0f %%, distance %d, inliers %d, score %.2f",
                        hit.path("workId").asString(""),
                        hit.path("relation").asString(""),
                        hit.path("method").asString(""),
                        100 * hit.path("coverage").asDouble(),
                        hit.path("distance").asInt(),
                        hit.path("inliers").asInt(),
                        hit.path("score").asDouble()))
                .collect(Collectors.joining("\n"));
    }
}

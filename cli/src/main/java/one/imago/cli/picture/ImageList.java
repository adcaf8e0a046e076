package one.imago.cli.picture;

import java.util.stream.Collectors;
import one.imago.cli.client.KeyRing;
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

/** The registered works. */
@Command(
        name = "list",
        description = "List registered works, all or one owner's.",
        footer = {"", "Example:", "  imago image list --owner dev"})
public final class ImageList implements Action {
    private static final int PAGE = 100;

    private final Terminal terminal;

    @Option(names = "--owner", paramLabel = "A", description = "An address, or the name of one of your keys.")
    private @Nullable String owner;

    public ImageList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        ObjectNode query = Json.object().put("limit", PAGE);
        if (owner != null) {
            query.put("owner", KeyRing.address(terminal, owner).toString());
        }
        RpcClient node = RpcClient.of(terminal);
        ArrayNode works = Json.array();
        String next = "";
        do {
            JsonNode page = node.call("image_list", next.isEmpty() ? query : query.put("after", next));
            page.path("works").forEach(works::add);
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        ObjectNode json = Json.object();
        json.set("works", works);
        String lines = works.valueStream()
                .map(work -> work.path("workId").asString("") + "  "
                        + work.path("owner").asString("") + "  "
                        + work.path("title").asString(""))
                .collect(Collectors.joining("\n"));
        return Answer.yes(json, lines.isEmpty() ? "no works" : lines);
    }
}

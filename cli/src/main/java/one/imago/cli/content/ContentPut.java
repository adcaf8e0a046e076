package one.imago.cli.content;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Makes a file public. */
@Command(
        name = "put",
        description = "Store a file as public content: anyone who has its id can read it.",
        footer = {"", "Example:", "  imago content put leaflet.pdf"})
public final class ContentPut implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to store.")
    private List<Path> files = List.of();

    public ContentPut(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        RpcClient node = RpcClient.of(terminal);
        return FileBatch.run(files, file -> put(node, InputFile.check(file)));
    }

    private static Answer put(RpcClient node, Path file) throws Exception {
        JsonNode stored = node.put("/v1/content", BodyPublishers.ofFile(file));
        return Answer.yes(
                stored,
                new Table()
                        .row("cid", stored.path("cid").asString(""))
                        .row("size", stored.path("size").asLong() + " bytes")
                        .toString());
    }
}

package one.imago.cli.content;

import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.content.Cid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches public content into a file. */
@Command(
        name = "get",
        description = "Fetch content by its id. Every block is checked against the id before it is written.",
        footer = {"", "Example:", "  imago content get bafkrei… --out leaflet.pdf"})
public final class ContentGet implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "CID", description = "The content's id.")
    private String cid = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
    private Path out = Path.of("");

    public ContentGet(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Cid id = ContentId.parse(cid);
        RpcClient node = RpcClient.of(terminal);
        try (OutputFile file = OutputFile.at(out)) {
            ContentId.orNo(() -> {
                node.fetch("/v1/content/" + id, file.path());
                return id;
            });
            long size = Files.size(file.path());
            file.keep();
            return Answer.yes(
                    Json.object().put("cid", id.toString()).put("size", size).put("out", out.toString()),
                    new Table().row("written", out).row("size", size + " bytes").toString());
        }
    }
}

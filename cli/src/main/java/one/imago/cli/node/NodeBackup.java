package one.imago.cli.node;

import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.chain.backup.Backup;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies a running node's ledger and content. */
@Command(
        name = "backup",
        description =
                "Copy the running node's ledger and content to one file, as of one moment. Keys are not in it: see"
                        + " imago key export.",
        footer = {"", "Example:", "  imago node backup --out imago-backup.tar"})
public final class NodeBackup implements Action {
    private final Terminal terminal;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
    private Path out = Path.of("");

    public NodeBackup(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        RpcClient node = RpcClient.of(terminal);
        try (OutputFile file = OutputFile.at(out)) {
            node.fetch("/v1/backup", file.path());
            long bytes = Files.size(file.path());
            long height = Backup.height(file.path());
            file.keep();
            return Answer.yes(
                    Json.object().put("height", height).put("bytes", bytes).put("out", out.toString()),
                    new Table()
                            .row("written", out)
                            .row("final height", height)
                            .row("size", bytes + " bytes")
                            .toString());
        }
    }
}

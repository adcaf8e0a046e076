package one.imago.cli.node;

import java.nio.file.Path;
import one.imago.chain.backup.Backup;
import one.imago.chain.backup.BackupRejected;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.storage.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings a backup back. */
@Command(
        name = "restore",
        description = "Bring a backup back into a data directory that has no ledger yet. Everything is checked before"
                + " anything stands there: the files, the state root, the votes.",
        footer = {"", "Example:", "  imago node restore imago-backup.tar --data-dir ~/imago-restored"})
public final class NodeRestore implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    public NodeRestore(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Path directory = terminal.options().dataDirectory(terminal.environment());
        try {
            Backup.Restored restored = Backup.restore(InputFile.check(file), directory);
            return Answer.yes(
                    Json.object()
                            .put("height", restored.height())
                            .put("bytes", restored.bytes())
                            .put("chainId", restored.chainId().hex()),
                    new Table()
                            .row("restored", directory)
                            .row("chain", restored.chainId().hex())
                            .row("final height", restored.height())
                            .row("size", restored.bytes() + " bytes")
                            .row("keys", "not in a backup; bring them back with imago key import")
                            .toString());
        } catch (BackupRejected e) {
            throw Failure.refused("backup-rejected", String.valueOf(e.getMessage()), "");
        } catch (StorageException e) {
            throw Failure.refused(e.kind().code(), String.valueOf(e.getMessage()), "");
        }
    }
}

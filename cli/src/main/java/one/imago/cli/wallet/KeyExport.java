package one.imago.cli.wallet;

import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.KeyEntry;
import one.imago.node.crypto.Keystore;
import one.imago.node.crypto.KeystoreException;
import one.imago.node.storage.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Copies a key out, encrypted as it is. */
@Command(
        name = "export",
        description = "Copy a key to a file, encrypted under its passphrase as it is, to be kept elsewhere.",
        footer = {"", "Example:", "  imago key export studio --out /media/stick/studio.key"})
public final class KeyExport implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The key.")
    private String name = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it; a new file.")
    private Path out = Path.of("");

    public KeyExport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Path target = out.toAbsolutePath();
        if (Files.exists(target)) {
            throw Failure.refused("file-exists", out + " exists; it was left as it is", "name a new file");
        }
        OutputFile.at(target).close();
        try {
            Keystore keystore = KeyRing.keystore(terminal);
            byte[] file = keystore.exportKey(name);
            KeyEntry entry = keystore.find(name).orElseThrow();
            PrivateFiles.create(target, file);
            ObjectNode json = Keys.json(name, entry.publicKey()).put("out", out.toString());
            return Answer.yes(json, "Key " + name + " copied to " + out + ". It opens with its passphrase only.");
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        }
    }
}

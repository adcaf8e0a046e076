package one.imago.cli.wallet;

import java.util.Arrays;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.KeystoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a key. */
@Command(
        name = "create",
        description = "Make a new key. Without its file and its passphrase nobody can act as its owner: back up both.",
        footer = {"", "Example:", "  imago key create studio"})
public final class KeyCreate implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "What to call it here.")
    private String name = "";

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public KeyCreate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        char[] passphrase = passphrases.fresh(terminal, name);
        try {
            return Keys.answer(
                    name, KeyRing.keystore(terminal).create(name, passphrase).publicKey());
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}

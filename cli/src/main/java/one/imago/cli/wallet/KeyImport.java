package one.imago.cli.wallet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.KeyEntry;
import one.imago.node.crypto.Keystore;
import one.imago.node.crypto.KeystoreException;
import one.imago.node.crypto.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a key in. */
@Command(
        name = "import",
        description = "Take in a key that key export wrote, or a bare Ed25519 seed. Never overwrites a key.",
        footer = {
            "",
            "Examples:",
            "  imago key import /media/stick/studio.key",
            "  imago key import --seed --name studio seed.hex"
        })
public final class KeyImport implements Action {
    private static final int MAX_BYTES = 64 * 1024;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The exported key; with --seed, 64 hexadecimal digits.")
    private Path file = Path.of("");

    @Option(names = "--seed", description = "FILE holds a bare seed; it is encrypted under a new passphrase.")
    private boolean isSeed;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the key of a seed here.")
    private @Nullable String name;

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public KeyImport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        byte[] bytes = InputFile.read(file, MAX_BYTES);
        Keystore keystore = KeyRing.keystore(terminal);
        try {
            if (isSeed) {
                return seed(keystore, bytes);
            }
            KeyEntry entry = keystore.importKey(bytes);
            return Keys.answer(entry.name(), entry.publicKey());
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private Answer seed(Keystore keystore, byte[] bytes) throws Failure, KeystoreException {
        if (name == null) {
            throw Failure.usage("a seed has no name", "give one with --name");
        }
        byte[] seed;
        try {
            seed = Hex.decode(new String(bytes, StandardCharsets.US_ASCII).strip(), SigningKey.SEED_LENGTH);
        } catch (IllegalArgumentException e) {
            throw Failure.refused("seed-invalid", file + " holds no seed: " + e.getMessage(), "");
        }
        char[] passphrase = passphrases.fresh(terminal, name);
        try {
            return Keys.answer(name, keystore.importSeed(name, seed, passphrase).publicKey());
        } finally {
            Arrays.fill(passphrase, '\0');
            Arrays.fill(seed, (byte) 0);
        }
    }
}

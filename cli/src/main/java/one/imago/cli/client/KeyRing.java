package one.imago.cli.client;

import java.util.Arrays;
import java.util.Optional;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.KeyEntry;
import one.imago.node.crypto.Keystore;
import one.imago.node.crypto.KeystoreException;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.DataDirectory;

/** The keys on this side. */
public final class KeyRing {
    /** Opens the keys of a dev network that was started without a passphrase; in every manual, so not a secret. */
    public static final String INSECURE_PASSPHRASE = "imago-dev-insecure";

    private KeyRing() {}

    public static Keystore keystore(Terminal terminal) {
        DataDirectory directory = new DataDirectory(terminal.options().dataDirectory(terminal.environment()));
        return new Keystore(directory.keystore(), terminal.random());
    }

    /** Opens a key. Without any passphrase given, a dev network's own keys open with the documented insecure one. */
    public static SigningKey unlock(Terminal terminal, String name, Passphrases passphrases) throws Failure {
        Keystore keystore = keystore(terminal);
        try {
            if (keystore.find(name).isEmpty()) {
                throw Failure.refused("key-unknown", "there is no key \"" + name + "\"", "see imago key list");
            }
            if (!passphrases.isGiven(terminal) && (name.equals("dev") || name.equals("producer"))) {
                Optional<SigningKey> open = tryInsecure(keystore, name);
                if (open.isPresent()) {
                    return open.get();
                }
            }
            char[] passphrase = passphrases.existing(terminal, name);
            try {
                return keystore.unlock(name, passphrase);
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        } catch (KeystoreException e) {
            throw failure(e);
        }
    }

    private static Optional<SigningKey> tryInsecure(Keystore keystore, String name) throws KeystoreException {
        try {
            return Optional.of(keystore.unlock(name, INSECURE_PASSPHRASE.toCharArray()));
        } catch (KeystoreException e) {
            if (e.kind() == KeystoreException.Kind.WRONG_PASSPHRASE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** An address as text, or the name of a key. */
    public static Address address(Terminal terminal, String text) throws Failure {
        if (text.startsWith("imago1")) {
            try {
                return Address.parse(text);
            } catch (IllegalArgumentException e) {
                throw Failure.refused(
                        "address-invalid", "\"" + text + "\": " + e.getMessage(), "copy the address once more");
            }
        }
        try {
            return keystore(terminal)
                    .find(text)
                    .map(KeyEntry::address)
                    .orElseThrow(() -> Failure.refused(
                            "key-unknown",
                            "\"" + text + "\" is neither an address nor one of your keys",
                            "see imago key list"));
        } catch (KeystoreException e) {
            throw failure(e);
        }
    }

    public static Failure failure(KeystoreException e) {
        ExitCode exit = e.kind() == KeystoreException.Kind.STORAGE ? ExitCode.FAULT : ExitCode.REFUSED;
        String hint = e.kind() == KeystoreException.Kind.WRONG_PASSPHRASE
                ? "check IMAGO_PASSPHRASE or --passphrase-file; a lost passphrase cannot be recovered"
                : "";
        return new Failure(exit, e.kind().code(), String.valueOf(e.getMessage()), hint);
    }
}

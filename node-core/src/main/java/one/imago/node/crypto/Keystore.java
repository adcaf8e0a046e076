package one.imago.node.crypto;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import one.imago.node.storage.PrivateFiles;
import one.imago.node.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing keys in a directory, one encrypted file each (docs/protocol/keys.md). A key that exists is never overwritten.
 * Several processes may use one directory. Thread-safe; unlocking takes some tenths of a second and 64 MiB on purpose.
 */
public final class Keystore {
    private static final Logger LOG = LoggerFactory.getLogger(Keystore.class);
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final SecureRandom random;
    private final Argon2Cost cost;

    public Keystore(Path directory, SecureRandom random) {
        this(directory, random, Argon2Cost.STANDARD);
    }

    Keystore(Path directory, SecureRandom random, Argon2Cost cost) {
        this.directory = directory;
        this.random = random;
        this.cost = cost;
    }

    /** Makes a new key. */
    public SigningKey create(String name, char[] passphrase) throws KeystoreException {
        return store(name, SigningKey.generate(random), passphrase);
    }

    /** Stores the key of a 32-byte seed under a new name. */
    public SigningKey importSeed(String name, byte[] seed, char[] passphrase) throws KeystoreException {
        return store(name, SigningKey.ofSeed(seed), passphrase);
    }

    /** Every key, by name, without a passphrase. A file that cannot be read is logged and left out. */
    public List<KeyEntry> list() throws KeystoreException {
        List<KeyEntry> entries = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return entries;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    entries.add(read(file).entry());
                } catch (KeystoreException e) {
                    LOG.warn("left out of the list of keys: {}", e.getMessage());
                }
            }
        } catch (IOException e) {
            throw storage("cannot read the keystore " + directory, e);
        }
        entries.sort(Comparator.comparing(KeyEntry::name));
        return entries;
    }

    /** One key by name, without its passphrase. */
    public Optional<KeyEntry> find(String name) throws KeystoreException {
        Path file = file(name);
        return Files.exists(file) ? Optional.of(read(file).entry()) : Optional.empty();
    }

    /**
     * Decrypts a key.
     *
     * @param passphrase stays the caller's, who wipes it
     * @throws KeystoreException of kind WRONG_PASSPHRASE or UNKNOWN_KEY, or when the file is not as it was written
     */
    public SigningKey unlock(String name, char[] passphrase) throws KeystoreException {
        return read(file(name)).open(passphrase);
    }

    /** The encrypted file of a key, to be kept elsewhere; it opens with the same passphrase. */
    public byte[] exportKey(String name) throws KeystoreException {
        return read(file(name)).toJson();
    }

    /**
     * Takes in an encrypted file that {@link #exportKey} gave, under the name that it carries. It is not decrypted: a
     * wrong file shows when it is unlocked.
     */
    public KeyEntry importKey(byte[] json) throws KeystoreException {
        KeyFile key = KeyFile.parse(json);
        write(key);
        return key.entry();
    }

    private SigningKey store(String name, SigningKey key, char[] passphrase) throws KeystoreException {
        Path file = file(name);
        if (Files.exists(file)) {
            throw exists(name);
        }
        write(KeyFile.seal(name, key, passphrase, cost, random));
        return key;
    }

    private void write(KeyFile key) throws KeystoreException {
        Path file = file(key.name());
        try {
            PrivateFiles.createDirectory(directory);
            PrivateFiles.create(file, key.toJson());
        } catch (FileAlreadyExistsException e) {
            throw exists(key.name());
        } catch (IOException | StorageException e) {
            throw storage("cannot write " + file, e);
        }
    }

    private KeyFile read(Path file) throws KeystoreException {
        String name = file.getFileName().toString();
        name = name.substring(0, name.length() - SUFFIX.length());
        try {
            if (Files.size(file) > KeyFile.MAX_BYTES) {
                throw new KeystoreException(
                        KeystoreException.Kind.BAD_FILE, file + " is larger than a key file can be");
            }
            KeyFile key = KeyFile.parse(Files.readAllBytes(file));
            if (!key.name().equals(name)) {
                throw new KeystoreException(
                        KeystoreException.Kind.BAD_FILE,
                        file + " holds the key \"" + key.name() + "\": give the file its old name back");
            }
            return key;
        } catch (NoSuchFileException e) {
            throw new KeystoreException(
                    KeystoreException.Kind.UNKNOWN_KEY,
                    "there is no key \"" + name + "\" in " + directory + ": \"imago key list\" shows those there are",
                    e);
        } catch (IOException e) {
            throw storage("cannot read " + file, e);
        } catch (KeystoreException e) {
            throw new KeystoreException(e.kind(), file + ": " + e.getMessage(), e);
        }
    }

    private Path file(String name) throws KeystoreException {
        KeyFile.requireName(name);
        return directory.resolve(name + SUFFIX);
    }

    private static KeystoreException exists(String name) {
        return new KeystoreException(
                KeystoreException.Kind.EXISTS, "there is a key \"" + name + "\" already; it was left as it is");
    }

    private static KeystoreException storage(String what, Exception e) {
        return new KeystoreException(KeystoreException.Kind.STORAGE, what + ": " + e, e);
    }
}

package one.imago.node.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeystoreTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    @TempDir
    Path temporary;

    private Path directory;
    private Keystore keystore;

    @BeforeEach
    void open() {
        directory = temporary.resolve("keystore");
        keystore = new Keystore(directory, new SecureRandom(), CHEAP);
    }

    private static void assertRefused(KeystoreException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeystoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void givesAKeyBackForItsPassphrase() throws KeystoreException {
        SigningKey made = keystore.create("alice", PASSPHRASE);
        SigningKey unlocked = keystore.unlock("alice", PASSPHRASE);
        assertThat(unlocked.seed()).isEqualTo(made.seed());
        assertThat(new Keystore(directory, new SecureRandom())
                        .unlock("alice", PASSPHRASE)
                        .publicKey())
                .as("the cost stands in the file")
                .isEqualTo(made.publicKey());
    }

    @Test
    void refusesAWrongPassphrase() throws KeystoreException {
        keystore.create("alice", PASSPHRASE);
        assertRefused(
                KeystoreException.Kind.WRONG_PASSPHRASE, () -> keystore.unlock("alice", "correct horsf".toCharArray()));
        assertRefused(KeystoreException.Kind.WRONG_PASSPHRASE, () -> keystore.unlock("alice", new char[0]));
    }

    @Test
    void takesAPassphraseInAnyUnicodeForm() throws KeystoreException {
        keystore.create("alice", "caf\u00e9".toCharArray());
        assertThat(keystore.unlock("alice", "cafe\u0301".toCharArray())).isNotNull();
    }

    @Test
    void refusesAnEmptyPassphrase() {
        assertRefused(KeystoreException.Kind.BAD_PASSPHRASE, () -> keystore.create("alice", new char[0]));
        assertThat(directory).doesNotExist();
    }

    @Test
    void neverOverwritesAKey() throws KeystoreException {
        SigningKey made = keystore.create("alice", PASSPHRASE);
        assertRefused(KeystoreException.Kind.EXISTS, () -> keystore.create("alice", PASSPHRASE));
        assertRefused(KeystoreException.Kind.EXISTS, () -> keystore.importKey(keystore.exportKey("alice")));
        assertThat(keystore.unlock("alice", PASSPHRASE).publicKey()).isEqualTo(made.publicKey());
    }

    @Test
    void listsKeysWithoutAPassphrase() throws KeystoreException, IOException {
        assertThat(keystore.list()).isEmpty();
        SigningKey bob = keystore.create("bob", PASSPHRASE);
        SigningKey alice = keystore.create("alice", PASSPHRASE);
        Files.writeString(directory.resolve("broken.json"), "{");
        Files.writeString(directory.resolve("notes.txt"), "not a key");
        assertThat(keystore.list())
                .isEqualTo(List.of(new KeyEntry("alice", alice.publicKey()), new KeyEntry("bob", bob.publicKey())));
        assertThat(keystore.find("alice").orElseThrow().address()).isEqualTo(alice.address());
        assertThat(keystore.find("carol")).isEmpty();
    }

    @Test
    void namesTheKeyThatIsNotThere() {
        assertThatThrownBy(() -> keystore.unlock("carol", PASSPHRASE))
                .isInstanceOfSatisfying(
                        KeystoreException.class,
                        e -> assertThat(e.kind()).isEqualTo(KeystoreException.Kind.UNKNOWN_KEY))
                .hasMessageContaining("carol")
                .hasMessageContaining(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".hidden", "a/b", "a\\b", "a b", "imago1abc", "\u00e4", "-x", "a\u0000"})
    void refusesNamesThatAreNotSafe(String name) {
        assertRefused(KeystoreException.Kind.BAD_NAME, () -> keystore.create(name, PASSPHRASE));
        assertRefused(KeystoreException.Kind.BAD_NAME, () -> keystore.unlock(name, PASSPHRASE));
    }

    @Test
    void keepsItsFilesToTheOwner() throws KeystoreException, IOException {
        keystore.create("alice", PASSPHRASE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("alice.json"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void takesInAnExportedKey() throws KeystoreException {
        SigningKey made = keystore.create("alice", PASSPHRASE);
        Keystore other = new Keystore(temporary.resolve("other"), new SecureRandom(), CHEAP);
        assertThat(other.importKey(keystore.exportKey("alice")).publicKey()).isEqualTo(made.publicKey());
        assertThat(other.unlock("alice", PASSPHRASE).seed()).isEqualTo(made.seed());
    }

    @Test
    void takesInARawSeed() throws KeystoreException {
        byte[] seed = new byte[32];
        seed[5] = 7;
        keystore.importSeed("alice", seed, PASSPHRASE);
        assertThat(keystore.unlock("alice", PASSPHRASE).seed()).isEqualTo(seed);
    }

    @Test
    void noticesARenamedFile() throws KeystoreException, IOException {
        keystore.create("alice", PASSPHRASE);
        Files.move(directory.resolve("alice.json"), directory.resolve("bob.json"));
        assertRefused(KeystoreException.Kind.BAD_FILE, () -> keystore.unlock("bob", PASSPHRASE));
        String json = Files.readString(directory.resolve("bob.json")).replace("\"alice\"", "\"bob\"");
        Files.writeString(directory.resolve("bob.json"), json);
        assertRefused(KeystoreException.Kind.WRONG_PASSPHRASE, () -> keystore.unlock("bob", PASSPHRASE));
    }

    @Test
    void noticesAnyChangedByte() throws KeystoreException {
        keystore.create("alice", PASSPHRASE);
        byte[] json = keystore.exportKey("alice");
        for (int i = 0; i < json.length; i++) {
            byte[] changed = json.clone();
            changed[i] ^= 1;
            try {
                KeyFile file = KeyFile.parse(changed);
                // Only white space may change without notice.
                if (!new String(changed, UTF_8)
                        .replaceAll("\\s", "")
                        .equals(new String(json, UTF_8).replaceAll("\\s", ""))) {
                    assertRefused(KeystoreException.Kind.WRONG_PASSPHRASE, () -> file.open(PASSPHRASE));
                }
            } catch (KeystoreException e) {
                assertThat(e.kind()).isIn(KeystoreException.Kind.BAD_FILE, KeystoreException.Kind.BAD_NAME);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\"memoryKib\" : 64,\"memoryKib\" : 2147483647",
        "\"memoryKib\" : 64,\"memoryKib\" : 4294967296",
        "\"memoryKib\" : 64,\"memoryKib\" : -1",
        "\"memoryKib\" : 64,\"memoryKib\" : 1e9",
        "\"iterations\" : 1,\"iterations\" : 1000000",
        "\"parallelism\" : 1,\"parallelism\" : 0",
        "imago-key/1,imago-key/2",
        "argon2id,argon2i",
        "aes-256-gcm,none",
        "\"version\" : 19,\"version\" : 16",
        "\"kdf\",\"kdg\""
    })
    void refusesAFileThatAsksForSomethingElse(String original, String replacement) throws KeystoreException {
        keystore.create("alice", PASSPHRASE);
        String json = new String(keystore.exportKey("alice"), UTF_8);
        assertThat(json).contains(original);
        assertRefused(
                KeystoreException.Kind.BAD_FILE,
                () -> keystore.importKey(json.replace(original, replacement).getBytes(UTF_8)));
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        assertRefused(KeystoreException.Kind.BAD_FILE, () -> keystore.importKey(new byte[KeyFile.MAX_BYTES + 1]));
    }

    @Test
    void readsTheFirstFormatForEver() throws KeystoreException {
        KeyFile file = KeyFile.parse(Golden.file("key-1.json"));
        SigningKey key = file.open("imago-dev-insecure".toCharArray());
        assertThat(key.seed()).isEqualTo(Hex.decode(seedOfGoldenFiles(), 32));
        assertThat(file.cost()).isEqualTo(Argon2Cost.STANDARD);
    }

    @Test
    void writesTheFirstFormatAsItStands() throws KeystoreException {
        SigningKey key = SigningKey.ofSeed(Hex.decode(seedOfGoldenFiles(), 32));
        KeyFile file = KeyFile.seal(
                "golden", key, "imago-dev-insecure".toCharArray(), Argon2Cost.STANDARD, new CountingRandom());
        assertThat(new String(file.toJson(), UTF_8)).isEqualTo(new String(Golden.file("key-1.json"), UTF_8));
    }

    static String seedOfGoldenFiles() {
        return "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    }

    @Test
    void doesNotShowSecrets() throws KeystoreException {
        SigningKey key = keystore.create("alice", PASSPHRASE);
        KeyFile file = KeyFile.parse(keystore.exportKey("alice"));
        assertThat(file.toString()).doesNotContain(Hex.encode(key.seed()), Hex.encode(file.ciphertext()));
        assertThat(new String(file.toJson(), UTF_8)).doesNotContain(Hex.encode(key.seed()));
    }
}

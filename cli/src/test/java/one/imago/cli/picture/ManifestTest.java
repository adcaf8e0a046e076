package one.imago.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {
    private static final byte[] ZERO_SALT = new byte[32];

    @TempDir
    Path directory;

    /** The values of docs/protocol/manifest.md. */
    @Test
    void rootsAreThoseOfTheDocumentation() {
        assertThat(Manifest.withSalts(new TreeMap<>(), ZERO_SALT).root()).isEqualTo(Hash.ZERO);
        assertThat(Manifest.withSalts(new TreeMap<>(Map.of("author", "Ada Example")), ZERO_SALT)
                        .root()
                        .hex())
                .isEqualTo("124a96af554c8d4e017e8ee8e4d3d27158cf1a86ac6791d969d6b7c2beb9adab");
        assertThat(Manifest.withSalts(
                                new TreeMap<>(
                                        Map.of("author", "Ada Example", "created", "2024-05-17", "source", "camera")),
                                ZERO_SALT)
                        .root()
                        .hex())
                .isEqualTo("e21007add1170d32dd4592ce337058454a2a448df1fe3d9b065afe7617925c9b");
    }

    @Test
    void equalStatementsHaveDifferentRoots() {
        TreeMap<String, String> statements = new TreeMap<>(Map.of("author", "Ada Example"));
        SecureRandom random = new SecureRandom();
        assertThat(Manifest.of(statements, random).root())
                .isNotEqualTo(Manifest.of(statements, random).root());
    }

    @Test
    void isForTheOwnersEyesAlone() throws Exception {
        Manifest manifest = Manifest.withSalts(new TreeMap<>(Map.of("author", "Ada Example")), ZERO_SALT);
        manifest.save(directory, new WorkId(7));
        Path file = directory.resolve("manifests/0000000000000007.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file))
                .contains("Ada Example", manifest.root().hex());
    }
}

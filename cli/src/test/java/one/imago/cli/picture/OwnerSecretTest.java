package one.imago.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import one.imago.cli.terminal.Failure;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.mark.MarkKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerSecretTest {
    private static final WorkId WORK = WorkId.parse("0123456789abcdef");
    private static final MarkKey KEY = MarkKey.parse("00112233445566778899");

    @TempDir
    Path directory;

    private OwnerSecret.Drawer drawer;
    private OwnerSecret secret;

    @BeforeEach
    void save() throws Exception {
        drawer = new OwnerSecret.Drawer(directory);
        assertThat(drawer.find(WORK)).isEmpty();
        secret = OwnerSecret.of(WORK, KEY, new SecureRandom()).revealedBy(Hash.sha256(new byte[] {1}));
        drawer.save(secret);
    }

    @Test
    void comesBackAsItWas() throws Exception {
        assertThat(drawer.find(WORK)).contains(secret);
        assertThat(drawer.find(new WorkId(1))).isEmpty();
    }

    @Test
    void isForTheOwnersEyesAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(drawer.file(WORK))))
                .isEqualTo("rw-------");
        assertThat(secret.toString())
                .doesNotContain(Hex.encode(KEY.bytes()), secret.salt().hex());
    }

    @Test
    void everyWorkHasASaltOfItsOwn() {
        assertThat(OwnerSecret.of(WORK, KEY, new SecureRandom()).commitment()).isNotEqualTo(secret.commitment());
    }

    @Test
    void aDamagedSecretIsSaidToBeOneWithoutShowingIt() throws Exception {
        String whole = Files.readString(drawer.file(WORK));
        String key = Hex.encode(KEY.bytes());
        for (String damaged : new String[] {
            "{",
            "{}",
            whole.replace(key, "00112233445566778898"),
            whole.replace(key, key + "0"),
            whole.replace("1", "2")
        }) {
            Files.writeString(drawer.file(WORK), damaged);
            assertThatThrownBy(() -> drawer.find(WORK)).isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.code()).isEqualTo("owner-mark-unreadable");
                assertThat(failure.text()).doesNotContain(key.substring(0, 8));
            });
        }
    }
}

package one.imago.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import one.imago.cli.terminal.Failure;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A salt that was committed to is never lost. */
final class PendingRegistrationTest {
    private static final Address OWNER = Address.of(new byte[Address.LENGTH]);
    private static final Hash CHAIN = Hash.sha256(new byte[] {1});
    private static final Hash FILE = Hash.sha256(new byte[] {2});
    private static final Hash SALT = Hash.sha256(new byte[] {3});

    @TempDir
    Path directory;

    @Test
    void comesBackAsItWas() throws Exception {
        PendingRegistration.Journal journal = new PendingRegistration.Journal(directory);
        assertThat(journal.find(CHAIN, OWNER, FILE)).isEmpty();
        PendingRegistration begun = new PendingRegistration(CHAIN, OWNER, FILE, SALT, Hash.ZERO, Hash.ZERO, false);
        journal.save(begun);
        assertThat(journal.find(CHAIN, OWNER, FILE)).contains(begun);
        PendingRegistration told = begun.committedBy(Hash.sha256(new byte[] {4}))
                .revealedBy(Hash.sha256(new byte[] {5}))
                .told();
        journal.save(told);
        journal.saveMarked(told, new byte[] {6, 7});
        assertThat(journal.find(CHAIN, OWNER, FILE)).contains(told);
        assertThat(journal.marked(told))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(6, 7));
        journal.forget(told);
        try (Stream<Path> left = Files.list(directory.resolve("pending"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void isForItsChainAndItsOwnersEyesAlone() throws Exception {
        PendingRegistration.Journal journal = new PendingRegistration.Journal(directory);
        journal.save(new PendingRegistration(CHAIN, OWNER, FILE, SALT, Hash.ZERO, Hash.ZERO, false));
        assertThat(journal.find(Hash.sha256(new byte[] {9}), OWNER, FILE)).isEmpty();
        try (Stream<Path> files = Files.list(directory.resolve("pending"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aDamagedEntryIsNotTakenForNone() throws Exception {
        PendingRegistration.Journal journal = new PendingRegistration.Journal(directory);
        journal.save(new PendingRegistration(CHAIN, OWNER, FILE, SALT, Hash.ZERO, Hash.ZERO, false));
        Files.writeString(directory.resolve("pending/" + OWNER + "-" + FILE.hex() + ".json"), "{");
        assertThatThrownBy(() -> journal.find(CHAIN, OWNER, FILE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("pending-unreadable"));
    }
}

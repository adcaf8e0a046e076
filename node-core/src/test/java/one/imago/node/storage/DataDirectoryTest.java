package one.imago.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    Path temporary;

    private DataDirectory directory;

    @BeforeEach
    void choose() {
        directory = new DataDirectory(temporary.resolve("a/b"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        directory.create();
        directory.create();
        assertThat(mode(directory.root())).isEqualTo("rwx------");
    }

    @Test
    void cannotBeAFile() throws IOException {
        Files.createDirectories(directory.root().getParent());
        Files.createFile(directory.root());
        assertThatThrownBy(directory::create)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is a file, not a directory");
    }

    @Test
    void letsOneNodeInAtATime() {
        try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.IN_USE))
                    .hasMessageContaining(directory.root().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data-dir");
        }
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void isMarkedWithItsFormatOnce() throws IOException {
        directory.create();
        FormatVersion.check(directory);
        assertThat(directory.version()).hasContent("imago-data 1");
        FormatVersion.check(directory);
        assertThat(mode(directory.version())).isEqualTo("rw-------");
    }

    @Test
    void isRefusedWhenItsFormatIsNewer() throws IOException {
        directory.create();
        Files.writeString(directory.version(), "imago-data 7\n");
        assertRefused("has format 7");
        assertThat(directory.version()).hasContent("imago-data 7");
    }

    @Test
    void isRefusedWhenItsFormatIsUnreadable() throws IOException {
        directory.create();
        Files.writeString(directory.version(), "imago-data 0\n");
        assertRefused("does not say which format");
        Files.write(directory.version(), new byte[1 << 16]);
        assertRefused("does not say which format");
    }

    @Test
    void isRefusedWhenItHoldsALedgerOfNoFormat() throws IOException {
        Files.createDirectories(directory.store("ledger"));
        assertRefused("no VERSION file");
        assertThat(directory.version()).doesNotExist();
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> FormatVersion.check(directory))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.FORMAT))
                .hasMessageContaining(reason);
    }

    @Test
    void newFilesArePrivateAndNeverReplaceOthers() throws IOException {
        directory.create();
        Path file = directory.root().resolve("file");
        PrivateFiles.create(file, new byte[] {1});
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThatThrownBy(() -> PrivateFiles.create(file, new byte[] {2}))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(new byte[] {1});
        PrivateFiles.replace(file, new byte[] {3});
        assertThat(file).hasBinaryContent(new byte[] {3});
        try (var files = Files.list(directory.root())) {
            assertThat(files).as("nothing temporary is left").containsExactly(file);
        }
    }

    @Test
    void takesNoNewWorkBeforeWritesFail() {
        long mebibyte = 1 << 20;
        DiskSpace roomy = new DiskSpace(temporary, () -> 500 * mebibyte);
        DiskSpace low = new DiskSpace(temporary, () -> 100 * mebibyte);
        DiskSpace full = new DiskSpace(temporary, () -> mebibyte);
        roomy.requireForNewWork();
        low.requireForWrite();
        assertThat(roomy.problem()).isEmpty();
        assertThat(low.problem()).isPresent();
        assertThatThrownBy(low::requireForNewWork).hasMessageContaining("100 MiB left");
        assertThatThrownBy(full::requireForWrite)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.diskFull()).isTrue());
    }
}

package one.imago.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import one.imago.node.crypto.Hash;

/** SHA-256 of files of any size. */
public final class FileHash {
    private static final int CHUNK = 1 << 16;

    private FileHash() {}

    public static Hash of(Path file) throws Failure {
        Path checked = InputFile.check(file);
        MessageDigest digest = Hash.digest();
        try (InputStream in = Files.newInputStream(checked)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        } catch (IOException e) {
            throw Failure.refused("file-unreadable", file + " cannot be read", "check its permissions");
        }
        return Hash.of(digest.digest());
    }
}

package one.imago.cli.picture;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Terminal;
import one.imago.watermark.mark.MarkKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the owner wants a mark of his own, and under which key. */
final class OwnerMarkOptions {
    private static final int MAX_FILE = 1024;

    @Option(
            names = "--owner-mark",
            description = "Also write a second mark under a secret key of yours, for proof in a dispute, and commit to"
                    + " the key on the ledger. Key and salt are kept in your data directory: lose them, and the mark"
                    + " proves nothing.")
    private boolean wanted;

    @Option(
            names = "--owner-mark-key-file",
            paramLabel = "FILE",
            description = "Do so under the key in this file (20 hexadecimal digits) instead of a new one for each work."
                    + " Whoever is shown a key can copy all marks that were made with it.")
    private @Nullable Path keyFile;

    /** Empty when no owner's mark is wanted. */
    Optional<OwnerMarker> marker(Terminal terminal) throws Failure {
        return wanted || keyFile != null ? Optional.of(new OwnerMarker(terminal, key())) : Optional.empty();
    }

    private Optional<MarkKey> key() throws Failure {
        if (keyFile == null) {
            return Optional.empty();
        }
        String text = new String(InputFile.read(keyFile, MAX_FILE), StandardCharsets.UTF_8).strip();
        try {
            MarkKey key = MarkKey.parse(text);
            if (!key.equals(MarkKey.LOCATOR)) {
                return Optional.of(key);
            }
        } catch (IllegalArgumentException e) {
            // Its message could hold a part of the key.
        }
        throw Failure.refused(
                "owner-mark-key-invalid",
                keyFile + " does not hold a secret key of 20 hexadecimal digits in lower case",
                "make one with: openssl rand -hex 10");
    }
}

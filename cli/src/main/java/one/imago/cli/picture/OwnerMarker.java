package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.mark.PictureMarker;
import one.imago.watermark.resolution.RawFile;

/**
 * Writes the locator and the owner's mark into an original, on the owner's machine. It starts from the original and not
 * from the file that the node marked: that would be compressed twice, and is a stranger's bytes.
 */
final class OwnerMarker {
    private final Terminal terminal;
    private final OwnerSecret.Drawer drawer;
    private final Optional<MarkKey> given;

    /**
     * @param given the key; empty for a new one for each work
     */
    OwnerMarker(Terminal terminal, Optional<MarkKey> given) {
        this.terminal = terminal;
        this.drawer = new OwnerSecret.Drawer(terminal.options().dataDirectory(terminal.environment()));
        this.given = given;
    }

    /**
     * A file with both marks, and what opens the owner's.
     *
     * @param marked at 40 dB or more; both marks were read back from it
     */
    record Written(OwnerSecret secret, MarkResult.Marked marked) {}

    /**
     * Writes both marks.
     *
     * @param format to write, by its extension; empty for the original's own where that can be written
     */
    Written write(Path file, WorkId work, String format) throws Failure {
        OwnerSecret secret = secret(work);
        return new Written(secret, mark(file, secret, format));
    }

    /** The secret of a work: that of an earlier attempt, since its commitment may be on its way, or a new one. */
    private OwnerSecret secret(WorkId work) throws Failure {
        Optional<OwnerSecret> earlier = drawer.find(work);
        if (earlier.isPresent() && given.isPresent() && !earlier.get().key().equals(given.get())) {
            throw Failure.refused(
                    "owner-mark-key-differs",
                    "this registration was begun under another key, which is in " + drawer.file(work),
                    "run the command again with --owner-mark and without --owner-mark-key-file");
        }
        return earlier.orElseGet(() ->
                OwnerSecret.of(work, given.orElseGet(() -> MarkKey.random(terminal.random())), terminal.random()));
    }

    private MarkResult.Marked mark(Path file, OwnerSecret secret, String format) throws Failure {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        byte[] shown = RawFile.of(bytes).map(RawFile::preview).orElse(bytes);
        try {
            DecodedPicture source = new LocalPictureDecoder(PictureLimits.DEFAULT).decode(shown);
            PictureFormat target = PictureFormat.writtenTo("." + format)
                    .orElse(source.header().format().written());
            MarkResult result = new PictureMarker(MarkSchemes.standard())
                    .mark(
                            shown,
                            source,
                            secret.workId(),
                            List.of(MarkKey.LOCATOR, secret.key()),
                            target,
                            Explanation.NONE);
            if (result instanceof MarkResult.Unmarkable unmarkable) {
                throw impossible(file, unmarkable.reason());
            }
            MarkResult.Marked marked = (MarkResult.Marked) result;
            if (marked.psnr() < PictureMarker.LEAST_PSNR) {
                throw impossible(
                        file, String.format(Locale.ROOT, "with both marks only %.1f dB would be left", marked.psnr()));
            }
            return marked;
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }

    /** Nothing is signed then: a commitment to the key can't be added to a registration later. */
    private static Failure impossible(Path file, String reason) {
        return Failure.refused(
                "owner-mark-impossible",
                file + " cannot carry an owner's mark: " + reason,
                "run the command again without --owner-mark; a commitment that was made is used, and keeps its place");
    }
}

package one.imago.watermark.journey;

import java.util.Optional;
import one.imago.node.ledger.PixelHash;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.fingerprint.PictureFingerprints;
import one.imago.watermark.index.PreviewReader;
import one.imago.watermark.likeness.Look;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.likeness.Sketch;
import one.imago.watermark.likeness.Sketcher;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.resolution.MeasuredResolution;
import one.imago.watermark.resolution.RawFile;

/** A file decoded once, with everything that is computed of it computed at most once. Used by one thread. */
final class OpenPicture {
    private final byte[] file;
    private final Optional<RawFile> raw;
    private final DecodedPicture decoded;
    private final Picture picture;
    private final MarkReader marks;
    private Optional<PictureFingerprints> fingerprints = Optional.empty();
    private Optional<Picture> reduced = Optional.empty();
    private Optional<MeasuredResolution> measured = Optional.empty();
    private Optional<Look> look = Optional.empty();
    private Optional<Extraction> mark = Optional.empty();

    /**
     * @param raw what the file is, when it is camera raw: then its embedded JPEG was decoded
     */
    OpenPicture(byte[] file, Optional<RawFile> raw, DecodedPicture decoded, MarkReader marks) {
        this.file = file;
        this.raw = raw;
        this.decoded = decoded;
        this.picture = decoded.picture();
        this.marks = marks;
    }

    byte[] file() {
        return file;
    }

    Optional<RawFile> raw() {
        return raw;
    }

    /** The bytes that were decoded. */
    byte[] shown() {
        return raw.map(RawFile::preview).orElse(file);
    }

    MeasuredResolution measured() {
        if (measured.isEmpty()) {
            measured = Optional.of(MeasuredResolution.of(picture));
        }
        return measured.get();
    }

    DecodedPicture decoded() {
        return decoded;
    }

    Picture picture() {
        return picture;
    }

    PictureFingerprints fingerprints() {
        if (fingerprints.isEmpty()) {
            fingerprints = Optional.of(PictureFingerprints.of(file, picture));
        }
        return fingerprints.get();
    }

    Extraction mark() {
        if (mark.isEmpty()) {
            mark = Optional.of(marks.read(picture));
        }
        return mark.get();
    }

    PixelHash pixels() {
        return fingerprints().pixelHash();
    }

    long code() {
        return fingerprints().phash1();
    }

    /** The picture at the size of a preview. */
    Picture reduced() {
        if (reduced.isEmpty()) {
            reduced = Optional.of(Reduction.of(picture, PreviewReader.MAX_SIDE));
        }
        return reduced.get();
    }

    /** What a preview of this picture will be remembered by. */
    Sketch sketch() {
        return Sketcher.sketch(picture, fingerprints().pdq());
    }

    Look look() {
        if (look.isEmpty()) {
            look = Optional.of(new Look(picture, fingerprints().pdq()));
        }
        return look.get();
    }

    /** pHash version 1 in the eight poses. */
    long[] codes() {
        return fingerprints().turned();
    }
}

package one.imago.watermark.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.Work;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.likeness.Sketch;
import one.imago.watermark.likeness.Sketcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the preview of a work and holds the work to it: what the ledger says of a picture is a claim, and an index that
 * believed it would name works for pictures that they do not show. Thread-safe.
 */
public final class PreviewReader {
    /** Longer side of a preview, pixels. */
    public static final int MAX_SIDE = 2048;

    /** Largest preview file, bytes. */
    public static final int MAX_BYTES = 16 << 20;
    /**
     * Most bits by which the fingerprint of a marked, reduced preview may differ from that of its original. Measured on
     * 159 photographs: copies at JPEG 30 or a third of the size differ by at most 4, two different ones by 13 or more.
     */
    static final int MAX_DISTANCE = 8;

    private static final Logger LOG = LoggerFactory.getLogger(PreviewReader.class);

    private final ContentStore content;
    private final PictureReader pictures;
    private final PictureCode code;

    public PreviewReader(ContentStore content, PictureReader pictures, PictureCode code) {
        this.content = content;
        this.pictures = pictures;
        this.code = code;
    }

    /** What came of reading. */
    sealed interface Reading {
        /** The preview shows what the ledger says. */
        record Agrees(IndexedWork work) implements Reading {}

        /** There is no preview here; it may come later. */
        record Absent() implements Reading {}

        /** The decoder failed on it, which a machine under load does too. */
        record Unreadable(String why) implements Reading {}

        /** Nothing of it is public. */
        record Hidden() implements Reading {}

        /** Its preview is not what the ledger says. */
        record Refused(String why) implements Reading {}
    }

    Reading read(Work work) {
        Optional<Long> declared = declaredCode(work);
        Optional<Cid> cid = work.facts().previewCid();
        if (declared.isEmpty() || cid.isEmpty()) {
            return new Reading.Hidden();
        }
        byte[] file;
        try {
            Optional<ContentStat> stat = content.fetch(cid.get(), MAX_BYTES);
            if (stat.isPresent() && stat.get().size() > MAX_BYTES) {
                return new Reading.Refused("its preview has " + stat.get().size() + " bytes");
            }
            Optional<InputStream> stream = stat.isPresent() ? content.open(cid.get()) : Optional.empty();
            if (stream.isEmpty()) {
                return new Reading.Absent();
            }
            try (InputStream in = stream.get()) {
                file = in.readNBytes(MAX_BYTES);
            }
        } catch (IOException e) {
            LOG.warn("the preview of {} cannot be read: {}", work.id(), e.getMessage());
            return new Reading.Absent();
        }
        return compare(work, declared.get(), file);
    }

    private Reading compare(Work work, long declared, byte[] file) {
        Picture preview;
        try {
            preview = pictures.read(file);
        } catch (PictureRejected e) {
            return switch (e.code()) {
                case "busy" -> new Reading.Absent();
                case "picture-damaged" -> new Reading.Unreadable("its preview is damaged");
                default -> new Reading.Refused("its preview is refused: " + e.code());
            };
        }
        int distance = Long.bitCount(code.of(preview) ^ declared);
        if (distance > MAX_DISTANCE) {
            return new Reading.Refused("its preview is " + distance + " bits from its fingerprint");
        }
        Sketch sketch = Sketcher.sketch(preview);
        return new Reading.Agrees(new IndexedWork(work.id(), declared, sketch));
    }

    /** The pHash version 1 that the ledger has of a work. */
    private static Optional<Long> declaredCode(Work work) {
        return work.facts().fingerprints().stream()
                .filter(f -> f.algorithm() == Fingerprint.PHASH && f.version() == 1 && f.bytes().length == Long.BYTES)
                .findFirst()
                .map(f -> ByteBuffer.wrap(f.bytes()).getLong());
    }
}

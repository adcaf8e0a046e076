package one.imago.watermark.journey;

import java.util.Optional;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.mark.MarkResult;

/** Makes the files that carry a work's mark. Thread-safe. */
public interface Marker {
    /**
     * The marked file, with the original's metadata.
     *
     * @param format to write; empty for the original's, where that can be written
     */
    MarkResult mark(byte[] file, DecodedPicture decoded, WorkId id, Optional<PictureFormat> format);

    /**
     * The picture that everyone may see: without metadata, marked when it can carry the mark.
     *
     * @param reduced the original at the size of a preview
     * @param mark what came of marking the original
     */
    byte[] preview(Picture reduced, MarkResult mark, WorkId id);
}

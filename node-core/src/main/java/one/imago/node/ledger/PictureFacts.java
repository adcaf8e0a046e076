package one.imago.node.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;

/**
 * What a registration says about its picture. The ledger cannot check it; it is a claim that anyone can recompute from
 * the files.
 *
 * @param sha256 of the original file
 * @param markedSha256 of the marked file given out; equal to {@code sha256} when the picture is registered unmarked
 * @param pixelHash of the original
 * @param width pixels, after orientation is applied
 * @param height pixels, after orientation is applied
 * @param mediaType protocol number: 1 = JPEG, 2 = PNG, 3 = WebP, 4 = TIFF (camera raw too), 5 = BMP
 * @param fingerprints of the original; empty for a private registration
 * @param previewCid public preview; empty for a private registration
 * @param measuredSide pixels along the longer side that its detail fills; empty when nobody measured
 */
public record PictureFacts(
        Hash sha256,
        Hash markedSha256,
        PixelHash pixelHash,
        int width,
        int height,
        int mediaType,
        List<Fingerprint> fingerprints,
        Optional<Cid> previewCid,
        OptionalInt measuredSide) {
    public PictureFacts {
        fingerprints = List.copyOf(fingerprints);
    }

    /** Facts without a measured resolution. */
    public PictureFacts(
            Hash sha256,
            Hash markedSha256,
            PixelHash pixelHash,
            int width,
            int height,
            int mediaType,
            List<Fingerprint> fingerprints,
            Optional<Cid> previewCid) {
        this(sha256, markedSha256, pixelHash, width, height, mediaType, fingerprints, previewCid, OptionalInt.empty());
    }
}

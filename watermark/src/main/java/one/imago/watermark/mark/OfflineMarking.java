package one.imago.watermark.mark;

import java.util.concurrent.TimeUnit;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.fingerprint.PictureFingerprints;

/** Marks, reads and fingerprints the user's own files in this process, without a node. Thread-safe. */
public final class OfflineMarking {
    private final LocalPictureDecoder decoder = new LocalPictureDecoder(PictureLimits.DEFAULT);

    /**
     * A marked file.
     *
     * @param file encoded, with the source's metadata
     * @param psnr between source and written file, in dB
     * @param ssim between source and written file
     * @param scheme name of the scheme
     * @param millis that marking and writing took, without the measures
     */
    public record Marked(byte[] file, double psnr, double ssim, String scheme, long millis) {}

    /**
     * What was read.
     *
     * @param extraction the ids
     * @param millis that reading took, decoding included
     */
    public record Read(Extraction extraction, long millis) {}

    /**
     * @throws PictureRejected with code picture-unmarkable when the picture can't carry the mark
     */
    public Marked embed(byte[] file, WorkId id, MarkKey key, MarkScheme scheme, PictureFormat target)
            throws PictureRejected {
        long start = System.nanoTime();
        DecodedPicture source = decoder.decode(file);
        MarkResult result = new PictureMarker(scheme).mark(file, source, id, key, target);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (result instanceof MarkResult.Marked marked) {
            double ssim = PictureQuality.ssim(source.picture(), marked.picture());
            return new Marked(marked.file(), marked.psnr(), ssim, marked.scheme(), millis);
        }
        throw new PictureRejected("picture-unmarkable", ((MarkResult.Unmarkable) result).reason());
    }

    /** Reads the ids that a file carries under a key. */
    public Read extract(byte[] file, MarkKey key, MarkScheme scheme) throws PictureRejected {
        long start = System.nanoTime();
        Picture picture = decoder.read(file);
        Extraction extraction = scheme.extract(picture, key);
        return new Read(extraction, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    public PictureFingerprints fingerprint(byte[] file) throws PictureRejected {
        return PictureFingerprints.of(file, decoder.read(file));
    }
}

package one.imago.watermark.fingerprint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PixelHash;
import one.imago.node.picture.Picture;

/**
 * All fingerprints of one picture file.
 *
 * @param sha256 of the file
 * @param pixelHash of the picture as shown
 * @param phash0 DCT hash of the white paper
 * @param phash1 DCT hash over the median
 * @param pdq PDQ with its quality
 * @param width pixels as shown
 * @param height pixels as shown
 */
public record PictureFingerprints(
        Hash sha256, PixelHash pixelHash, long phash0, long phash1, PdqHash pdq, int width, int height) {

    /**
     * @param file the encoded file
     * @param picture what it shows
     */
    public static PictureFingerprints of(byte[] file, Picture picture) {
        double[] coefficients = PerceptualHash.lowFrequencies(GrayThumbnail.of(picture));
        return new PictureFingerprints(
                Hash.sha256(file),
                PixelHashes.of(picture),
                PerceptualHash.overMean(coefficients),
                PerceptualHash.overMedian(coefficients),
                PdqHash.of(picture),
                picture.width(),
                picture.height());
    }

    /** The perceptual ones as they stand in a registration: pHash versions 0 and 1, and PDQ where it is useful. */
    public List<Fingerprint> perceptual() {
        List<Fingerprint> perceptual = new ArrayList<>();
        perceptual.add(new Fingerprint(Fingerprint.PHASH, 0, bytes(phash0)));
        perceptual.add(new Fingerprint(Fingerprint.PHASH, 1, bytes(phash1)));
        if (pdq.useful()) {
            perceptual.add(new Fingerprint(Fingerprint.PDQ, PdqHash.VERSION, pdq.bytes()));
        }
        return List.copyOf(perceptual);
    }

    private static byte[] bytes(long hash) {
        return ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
    }
}

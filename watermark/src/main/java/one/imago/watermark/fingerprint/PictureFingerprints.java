package one.imago.watermark.fingerprint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PixelHash;
import one.imago.node.picture.Picture;

/** The fingerprints of one picture file, each computed when it is first asked for. Used by one thread. */
public final class PictureFingerprints {
    private final byte[] file;
    private final Picture picture;
    private Optional<Hash> sha256 = Optional.empty();
    private Optional<PixelHash> pixelHash = Optional.empty();
    private Optional<double[]> frequencies = Optional.empty();
    private Optional<PdqHash> pdq = Optional.empty();

    private PictureFingerprints(byte[] file, Picture picture) {
        this.file = file;
        this.picture = picture;
    }

    /**
     * @param file the encoded file; not copied, not to be changed
     * @param picture what it shows; likewise
     */
    public static PictureFingerprints of(byte[] file, Picture picture) {
        return new PictureFingerprints(file, picture);
    }

    /** Of the file. */
    public Hash sha256() {
        if (sha256.isEmpty()) {
            sha256 = Optional.of(Hash.sha256(file));
        }
        return sha256.get();
    }

    /** Of the picture as shown. */
    public PixelHash pixelHash() {
        if (pixelHash.isEmpty()) {
            pixelHash = Optional.of(PixelHashes.of(picture));
        }
        return pixelHash.get();
    }

    /** The DCT hash of the white paper. */
    public long phash0() {
        return PerceptualHash.overMean(PerceptualHash.orthonormal(frequencies()));
    }

    /** The DCT hash over the median. */
    public long phash1() {
        return MedianHash.of(MedianHash.onGrid(frequencies()));
    }

    /** {@link #phash1} of the picture turned in the ways of the EXIF orientations 1 to 8. */
    public long[] turned() {
        return MedianHash.turned(MedianHash.onGrid(frequencies()));
    }

    /** PDQ with its quality. */
    public PdqHash pdq() {
        if (pdq.isEmpty()) {
            pdq = Optional.of(PdqHash.of(picture));
        }
        return pdq.get();
    }

    /** The ISCC Image-Code as text. */
    public String iscc() {
        return IsccImageCode.of(picture);
    }

    private double[] frequencies() {
        if (frequencies.isEmpty()) {
            frequencies = Optional.of(LowFrequencies.of(GrayThumbnail.of(picture), 8));
        }
        return frequencies.get();
    }

    /** Pixels as shown. */
    public int width() {
        return picture.width();
    }

    /** Pixels as shown. */
    public int height() {
        return picture.height();
    }

    /** The perceptual ones as they stand in a registration: pHash versions 0 and 1, and PDQ where it is useful. */
    public List<Fingerprint> perceptual() {
        List<Fingerprint> perceptual = new ArrayList<>();
        perceptual.add(new Fingerprint(Fingerprint.PHASH, 0, bytes(phash0())));
        perceptual.add(new Fingerprint(Fingerprint.PHASH, 1, bytes(phash1())));
        if (pdq().useful()) {
            perceptual.add(new Fingerprint(Fingerprint.PDQ, PdqHash.VERSION, pdq().bytes()));
        }
        return List.copyOf(perceptual);
    }

    private static byte[] bytes(long hash) {
        return ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
    }
}

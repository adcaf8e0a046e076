package one.imago.watermark.codec;

import one.imago.node.picture.Picture;
import org.opencv.imgcodecs.Imgcodecs;

/** Encodes samples. Thread-safe. */
public final class PictureWriter {
    /** Longest side of a public preview, in pixels. */
    public static final int PREVIEW_SIDE = 2048;

    private static final int PREVIEW_QUALITY = 88;
    private static final int WEBP_QUALITY = 95;
    private static final int WEBP_LOSSLESS = 101;

    private PictureWriter() {}

    /**
     * Encodes changed samples of a file as a file that keeps the source's metadata (EXIF, colour profile, XMP and IPTC;
     * see docs/watermark.md for what crosses from one format to another) and is no more compressed than the source.
     *
     * @param source the file that the samples came from
     * @param stored samples in the orientation of the source
     * @param target JPEG, PNG or WebP
     */
    public static byte[] write(byte[] source, PictureHeader header, Raster stored, PictureFormat target) {
        PictureMetadata metadata = PictureMetadata.of(source, header);
        boolean same = header.format() == target;
        // Not every viewer heeds an orientation in a PNG or WebP file; a converted file needs none.
        Raster samples = same ? stored : Orientation.upright(stored, header.orientation());
        // WebP has no gray of its own.
        boolean gray = samples.channels() == 1 && target != PictureFormat.WEBP;
        PictureMetadata kept = same ? metadata : metadata.converted(gray);
        return switch (target) {
            case JPEG -> {
                JpegCompression compression = same ? JpegCompression.of(source) : JpegCompression.CONVERTED;
                byte[] encoded = NativeCodec.encode(
                        Normalisation.opaque8(samples),
                        ".jpg",
                        Imgcodecs.IMWRITE_JPEG_QUALITY,
                        compression.quality(),
                        Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                        compression.sampling(),
                        Imgcodecs.IMWRITE_JPEG_OPTIMIZE,
                        0);
                yield JpegMetadata.insert(encoded, kept);
            }
            case PNG -> PngMetadata.insert(NativeCodec.encode(samples, ".png"), kept);
            case WEBP -> {
                boolean lossless = same ? WebpMetadata.lossless(source) : header.format() != PictureFormat.JPEG;
                yield WebpMetadata.insert(
                        NativeCodec.encode(
                                Normalisation.bytes(samples),
                                ".webp",
                                Imgcodecs.IMWRITE_WEBP_QUALITY,
                                lossless ? WEBP_LOSSLESS : WEBP_QUALITY),
                        kept);
            }
            case TIFF, BMP -> throw new IllegalArgumentException(target + " files are not written");
        };
    }

    /**
     * The public preview: JPEG, at most {@link #PREVIEW_SIDE} pixels on its long side, upright, and nothing in it but
     * the pixels: no position, serial number, maker note or thumbnail of the source can be there.
     */
    public static byte[] preview(Picture shown) {
        Raster raster = Raster.of8(shown.width(), shown.height(), 3, shown.bgr());
        return NativeCodec.encode(
                NativeCodec.shrink(raster, PREVIEW_SIDE), ".jpg", Imgcodecs.IMWRITE_JPEG_QUALITY, PREVIEW_QUALITY);
    }

    /** The pixels and nothing else, without loss. */
    public static byte[] png(Picture shown) {
        return NativeCodec.encode(Raster.of8(shown.width(), shown.height(), 3, shown.bgr()), ".png");
    }
}

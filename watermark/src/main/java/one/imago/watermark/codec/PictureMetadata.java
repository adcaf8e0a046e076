package one.imago.watermark.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file's metadata, as bytes that are carried and not understood.
 *
 * @param exif a TIFF structure
 * @param profile an ICC colour profile
 * @param xmp an XMP packet
 * @param parts all segments or chunks of the container to be copied as they are when the format stays
 */
record PictureMetadata(byte @Nullable [] exif, byte @Nullable [] profile, byte @Nullable [] xmp, List<byte[]> parts) {
    static final PictureMetadata NONE = new PictureMetadata(null, null, null, List.of());

    /** Broken metadata is left behind: the pixels are what matters. */
    static PictureMetadata of(byte[] file, PictureHeader header) {
        try {
            return switch (header.format()) {
                case JPEG -> JpegMetadata.of(file, header);
                case PNG -> PngMetadata.of(file);
                case WEBP -> WebpMetadata.of(file);
                case TIFF, BMP -> NONE;
            };
        } catch (FileBytes.BeyondEnd e) {
            return NONE;
        }
    }

    /** For another container: its own form, and orientation 1, since the samples are written upright. */
    PictureMetadata converted() {
        return new PictureMetadata(exif == null ? null : TiffDirectory.upright(exif), profile, xmp, List.of());
    }
}

package one.imago.watermark.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file's metadata, as bytes that are carried and hardly understood. Thumbnails are left out wherever we know them: they
 * show the picture without its mark.
 *
 * @param exif a TIFF structure
 * @param profile an ICC colour profile
 * @param xmp an XMP packet, whole
 * @param resources Photoshop's image resource blocks, IPTC among them
 * @param comments of the file, each in an encoding that nobody says
 * @param parts all segments or chunks of the container to be copied as they are when the format stays
 */
record PictureMetadata(
        byte @Nullable [] exif,
        byte @Nullable [] profile,
        byte @Nullable [] xmp,
        byte @Nullable [] resources,
        List<byte[]> comments,
        List<byte[]> parts) {
    static final PictureMetadata NONE = new PictureMetadata(null, null, null, null, List.of(), List.of());

    private static final int PROFILE_SPACE = 16;

    /** Broken metadata is left behind: the pixels are what matters. */
    static PictureMetadata of(byte[] file, PictureHeader header) {
        try {
            return switch (header.format()) {
                case JPEG -> JpegMetadata.of(file, header);
                case PNG -> PngMetadata.of(file);
                case WEBP -> WebpMetadata.of(file);
                case TIFF -> TiffMetadata.of(file);
                case BMP -> NONE;
            };
        } catch (FileBytes.BeyondEnd e) {
            return NONE;
        }
    }

    /**
     * For another container: its own form, and orientation 1, since the samples are written upright.
     *
     * @param gray whether the samples are: a profile of gray fits no colours, nor one of colours gray
     */
    PictureMetadata converted(boolean gray) {
        return new PictureMetadata(
                exif == null ? null : TiffDirectory.upright(exif),
                profile != null && fits(profile, gray) ? profile : null,
                xmp,
                resources,
                comments,
                List.of());
    }

    private static boolean fits(byte[] profile, boolean gray) {
        FileBytes bytes = new FileBytes(profile, false);
        return !bytes.matches(PROFILE_SPACE, gray ? "RGB " : "GRAY")
                && !bytes.matches(PROFILE_SPACE, "CMYK")
                && !bytes.matches(PROFILE_SPACE, "Lab ");
    }
}

package one.imago.watermark.codec;

import java.nio.charset.StandardCharsets;
import one.imago.node.picture.PictureRejected;

/**
 * Looks at a stranger's file before any of it is decoded: what format it is, how large, whether it is all there. Pure
 * Java, allocates nothing that grows with what the file claims, takes time linear in its length. Thread-safe.
 */
public final class PictureInspector {
    private final PictureLimits limits;

    public PictureInspector(PictureLimits limits) {
        this.limits = limits;
    }

    /**
     * @param file the encoded file as received
     * @throws PictureRejected with code picture-empty, picture-not-a-picture, picture-format-unsupported,
     *     picture-too-large, picture-truncated or picture-damaged
     */
    public PictureHeader inspect(byte[] file) throws PictureRejected {
        if (file.length == 0) {
            throw Rejections.empty();
        }
        if (file.length > limits.maxFileBytes()) {
            throw Rejections.fileTooLarge(file.length, limits.maxFileBytes());
        }
        PictureFormat format = formatOf(file);
        try {
            return switch (format) {
                case JPEG -> JpegStructure.inspect(file, this);
                case PNG -> PngStructure.inspect(file, this);
                case WEBP -> WebpStructure.inspect(file, this);
                case TIFF -> TiffStructure.inspect(file, this);
                case BMP -> BmpStructure.inspect(file, this);
            };
        } catch (FileBytes.BeyondEnd e) {
            throw Rejections.truncated(format, "at byte " + file.length);
        }
    }

    /** Every parser calls this as soon as it knows the size. */
    void checkSize(PictureFormat format, long width, long height) throws PictureRejected {
        if (width < 1 || height < 1) {
            throw Rejections.damaged(format, "it claims " + width + " x " + height + " pixels");
        }
        if (width > limits.maxPixels() || height > limits.maxPixels() || width * height > limits.maxPixels()) {
            throw Rejections.tooManyPixels(width, height, limits.maxPixels());
        }
    }

    private static PictureFormat formatOf(byte[] file) throws PictureRejected {
        if (starts(file, 0, 0xff, 0xd8, 0xff)) {
            return PictureFormat.JPEG;
        }
        if (starts(file, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PictureFormat.PNG;
        }
        if (starts(file, 0, 'R', 'I', 'F', 'F') && starts(file, 8, 'W', 'E', 'B', 'P')) {
            return PictureFormat.WEBP;
        }
        if (starts(file, 0, 'I', 'I', 42, 0) || starts(file, 0, 'M', 'M', 0, 42)) {
            return PictureFormat.TIFF;
        }
        if (starts(file, 0, 'B', 'M') && BmpStructure.looksLikeBmp(file)) {
            return PictureFormat.BMP;
        }
        throw foreign(file);
    }

    private static PictureRejected foreign(byte[] file) {
        if (starts(file, 0, 'G', 'I', 'F', '8')) {
            return Rejections.unsupported("a GIF picture");
        }
        if (starts(file, 4, 'f', 't', 'y', 'p')) {
            return Rejections.unsupported(isoMedia(file));
        }
        if (starts(file, 0, 'I', 'I', 43, 0) || starts(file, 0, 'M', 'M', 0, 43)) {
            return Rejections.unsupported("a BigTIFF picture");
        }
        if (starts(file, 0, 0xff, 0x0a) || starts(file, 4, 'J', 'X', 'L', ' ')) {
            return Rejections.unsupported("a JPEG XL picture");
        }
        if (starts(file, 4, 'j', 'P', ' ', ' ') || starts(file, 0, 0xff, 0x4f, 0xff, 0x51)) {
            return Rejections.unsupported("a JPEG 2000 picture");
        }
        if (starts(file, 0, '8', 'B', 'P', 'S')) {
            return Rejections.unsupported("a Photoshop document");
        }
        if (starts(file, 0, '%', 'P', 'D', 'F')) {
            return Rejections.unsupported("a PDF document");
        }
        if (isText(file)) {
            return Rejections.notAPicture("it is text");
        }
        return Rejections.notAPicture("no known signature at its start");
    }

    private static String isoMedia(byte[] file) {
        int end = Math.min(file.length, 32);
        String brands = new String(file, 8, Math.max(0, end - 8), StandardCharsets.ISO_8859_1);
        if (brands.contains("avif") || brands.contains("avis")) {
            return "an AVIF picture";
        }
        if (brands.contains("heic") || brands.contains("heix") || brands.contains("mif1") || brands.contains("hevc")) {
            return "a HEIC picture";
        }
        return brands.contains("crx ") ? "a camera raw file" : "a video or other ISO media file";
    }

    private static boolean isText(byte[] file) {
        for (int i = 0; i < Math.min(file.length, 512); i++) {
            int value = file[i] & 0xff;
            if (value == 0x7f || (value < 0x20 && value != '\n' && value != '\r' && value != '\t' && value != '\f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean starts(byte[] file, int at, int... signature) {
        if (file.length < at + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((file[at + i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}

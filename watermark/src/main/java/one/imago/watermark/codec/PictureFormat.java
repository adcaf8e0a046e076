package one.imago.watermark.codec;

import java.util.Locale;
import java.util.Optional;

/** The container formats that are read. The number is the protocol's media type. */
public enum PictureFormat {
    JPEG(1, "image/jpeg", "jpg"),
    PNG(2, "image/png", "png"),
    WEBP(3, "image/webp", "webp"),
    TIFF(4, "image/tiff", "tif"),
    BMP(5, "image/bmp", "bmp");

    /** For messages to a person. */
    static final String READ = "JPEG, PNG, WebP, TIFF and BMP";

    private final int code;
    private final String mimeType;
    private final String extension;

    PictureFormat(int code, String mimeType, String extension) {
        this.code = code;
        this.mimeType = mimeType;
        this.extension = extension;
    }

    /** The number in a registration. */
    public int code() {
        return code;
    }

    public String mimeType() {
        return mimeType;
    }

    /** File extension without the dot. */
    public String extension() {
        return extension;
    }

    /** The format that marked pictures are written in when nothing else is asked for: its own, or PNG. */
    public PictureFormat written() {
        return this == TIFF || this == BMP ? PNG : this;
    }

    /** The format of a file to be written, by its extension: jpg, jpeg, png or webp, in any case. */
    public static Optional<PictureFormat> writtenTo(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "jpg", "jpeg" -> Optional.of(JPEG);
            case "png" -> Optional.of(PNG);
            case "webp" -> Optional.of(WEBP);
            default -> Optional.empty();
        };
    }
}

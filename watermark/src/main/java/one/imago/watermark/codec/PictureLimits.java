package one.imago.watermark.codec;

import one.imago.node.config.Configuration;
import one.imago.node.config.Setting;

/**
 * How large a picture may be. Checked on the file's length and header, before any of it is decoded.
 *
 * @param maxFileBytes bytes of the encoded file
 * @param maxPixels width times height
 */
public record PictureLimits(int maxFileBytes, int maxPixels) {
    public static final Setting<Integer> MAX_FILE_MIB =
            Setting.integer("picture-max-file-mib", 64, 1, 1024, "largest picture file that is read, in MiB");
    public static final Setting<Integer> MAX_MEGAPIXELS = Setting.integer(
            "picture-max-megapixels", 100, 1, 500, "largest picture that is decoded, in millions of pixels");

    /** The defaults: 64 MiB and 100 megapixels. */
    public static final PictureLimits DEFAULT = new PictureLimits(64 << 20, 100_000_000);

    public static PictureLimits of(Configuration configuration) {
        return new PictureLimits(
                Math.multiplyExact(configuration.get(MAX_FILE_MIB), 1 << 20),
                Math.multiplyExact(configuration.get(MAX_MEGAPIXELS), 1_000_000));
    }
}

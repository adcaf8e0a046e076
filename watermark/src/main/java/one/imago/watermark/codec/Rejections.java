package one.imago.watermark.codec;

import java.util.Locale;
import one.imago.node.picture.PictureRejected;

/** Why a file is refused, in words for a person: what, why, and what to do. */
final class Rejections {
    private Rejections() {}

    static PictureRejected empty() {
        return new PictureRejected("picture-empty", "the file is empty; choose a picture file");
    }

    static PictureRejected notAPicture(String why) {
        return new PictureRejected(
                "picture-not-a-picture",
                "the bytes are not a picture (" + why + "); formats that work: " + PictureFormat.READ);
    }

    static PictureRejected unsupported(String what) {
        return new PictureRejected(
                "picture-format-unsupported",
                what + " is not read; convert it to one of the formats that work: " + PictureFormat.READ);
    }

    static PictureRejected truncated(PictureFormat format, String what) {
        return new PictureRejected(
                "picture-truncated",
                "the " + format + " file ends too early (" + what + "); copy or download it again from its source");
    }

    static PictureRejected damaged(PictureFormat format, String what) {
        return new PictureRejected(
                "picture-damaged",
                "the " + format + " file is damaged (" + what + "); copy it again from its source, or open and save it"
                        + " in a picture editor");
    }

    static PictureRejected fileTooLarge(long bytes, long limit) {
        return new PictureRejected(
                "picture-too-large",
                String.format(
                        Locale.ROOT,
                        "the file has %.1f MiB, more than the limit of %d MiB; save it smaller, or raise "
                                + PictureLimits.MAX_FILE_MIB.key(),
                        bytes / 1048576.0,
                        limit >> 20));
    }

    static PictureRejected tooManyPixels(long width, long height, long limit) {
        return new PictureRejected(
                "picture-too-large",
                String.format(
                        Locale.ROOT,
                        "the picture has %d x %d pixels (%.1f megapixels), more than the limit of %.1f megapixels; scale"
                                + " it down, or raise " + PictureLimits.MAX_MEGAPIXELS.key(),
                        width,
                        height,
                        (double) width * height / 1e6,
                        limit / 1e6));
    }
}

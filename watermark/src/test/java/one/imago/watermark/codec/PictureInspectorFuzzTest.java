package one.imago.watermark.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import one.imago.node.picture.PictureRejected;

/** Whatever the bytes are, the inspection ends with a header within the limits or with a refusal. */
class PictureInspectorFuzzTest {
    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 1_000_000);

    @FuzzTest
    void inspectionEndsWithAHeaderOrARefusal(byte[] file) {
        try {
            PictureHeader header = new PictureInspector(LIMITS).inspect(file);
            if (header.width() < 1
                    || header.height() < 1
                    || (long) header.width() * header.height() > LIMITS.maxPixels()
                    || header.orientation() < 1
                    || header.orientation() > 8) {
                throw new AssertionError("an impossible header: " + header);
            }
            PictureMetadata.of(file, header).converted(false);
        } catch (PictureRejected e) {
            if (e.code().isEmpty() || e.getMessage() == null) {
                throw new AssertionError("a refusal says why", e);
            }
        }
    }
}

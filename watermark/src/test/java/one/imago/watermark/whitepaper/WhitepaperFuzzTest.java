package one.imago.watermark.whitepaper;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import one.imago.node.picture.Picture;
import one.imago.watermark.mark.MarkKey;

/** Whatever the pixels are, reading ends with an answer, and without a mark it is that there is none. */
class WhitepaperFuzzTest {
    private static final WhitepaperScheme SCHEME = new WhitepaperScheme();

    @FuzzTest
    void readingEndsWithAnAnswer(byte[] pixels) {
        if (pixels.length < 2) {
            return;
        }
        int width = 200 + (pixels[0] & 0xff);
        int height = 200 + (pixels[1] & 0xff);
        byte[] bgr = new byte[3 * width * height];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = pixels[i % pixels.length];
        }
        Picture picture = new Picture(width, height, bgr);
        if (!SCHEME.fits(width, height)) {
            assertThat(SCHEME.extract(picture, MarkKey.LOCATOR).ids()).isEmpty();
            return;
        }
        Reading reading = SCHEME.read(picture, MarkKey.LOCATOR);
        assertThat(reading.found()).isFalse();
        assertThat(reading.confidence()).isZero();
        assertThat(reading.id()).isEmpty();
    }
}

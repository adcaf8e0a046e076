package one.imago.watermark.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.Orientation;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {
    @Test
    void transformsAFlatPictureToItsConstantTermAlone() {
        double[] coefficients = orthonormal(filled(100));
        assertThat(coefficients[0]).isCloseTo(3200, within(1e-9));
        for (int i = 1; i < 64; i++) {
            assertThat(coefficients[i]).isCloseTo(0, within(1e-9));
        }
    }

    /** The definition of the two-dimensional DCT-II, summed up without any shortcut. */
    @Test
    void transformsAsTheDefinitionSays() {
        double[] gray = new double[1024];
        Random random = new Random(7);
        for (int i = 0; i < gray.length; i++) {
            gray[i] = random.nextInt(256);
        }
        double[] coefficients = orthonormal(gray);
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                double sum = 0;
                for (int y = 0; y < 32; y++) {
                    for (int x = 0; x < 32; x++) {
                        sum += gray[32 * y + x]
                                * Math.cos(Math.PI * u * (2 * x + 1) / 64)
                                * Math.cos(Math.PI * v * (2 * y + 1) / 64);
                    }
                }
                double norm = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1) / 16;
                assertThat(coefficients[8 * v + u]).isCloseTo(norm * sum, within(1e-9));
            }
        }
    }

    /** A ramp from left to right holds odd horizontal frequencies only, all of them negative, and the constant. */
    @Test
    void pinsTheBitOrderOnARamp() {
        Picture ramp = picture(32, 32, (x, y) -> 8 * x);
        assertThat(PerceptualHash.hex(PerceptualHash.whitepaper(ramp))).isEqualTo("8000000000000000");
        double[] coefficients = orthonormal(GrayThumbnail.of(ramp));
        assertThat(coefficients[1]).isLessThan(-500);
        assertThat(coefficients[8]).isCloseTo(0, within(1e-9));
        // Turned over, the first odd frequency is positive, and so is the third: bits 1 and 3 of the first row.
        Picture back = picture(32, 32, (x, y) -> 8 * (31 - x));
        assertThat(PerceptualHash.whitepaper(back)).isEqualTo(0xd000000000000000L);
    }

    @Test
    void countsAMeanAsOneAndAMedianAsZero() {
        double[] equal = new double[64];
        java.util.Arrays.fill(equal, 5);
        assertThat(PerceptualHash.overMean(equal)).isEqualTo(-1L);
        assertThat(MedianHash.of(new long[64])).isZero();
        double[] counting = new double[64];
        for (int i = 0; i < 64; i++) {
            counting[i] = i;
        }
        assertThat(PerceptualHash.overMean(counting)).isEqualTo(0xffffffffL);
        assertThat(MedianHash.of(LongStream.range(0, 64).toArray())).isEqualTo(0xffffffffL);
    }

    @Test
    void averagesExactlyWhateverTheSize() {
        double[] gray = GrayThumbnail.of(picture(77, 1001, (x, y) -> 200));
        assertThat(gray).containsOnly(200.0);
        assertThat(GrayThumbnail.of(picture(3, 5, (x, y) -> 9))).containsOnly(9.0);
        double[] mean = GrayThumbnail.of(picture(48, 32, (x, y) -> x % 3 == 0 ? 30 : 0));
        assertThat(mean[0]).isEqualTo(20.0);
        assertThat(mean[1]).isEqualTo(0.0);
    }

    @Test
    void keepsTheHashesOfAScene() {
        Picture scene = SceneRenderer.render(1, 256, 192);
        PictureFingerprints prints = PictureFingerprints.of(new byte[] {1}, scene);
        assertThat(PerceptualHash.hex(prints.phash0())).isEqualTo("9084060800c00000");
        assertThat(PerceptualHash.hex(prints.phash1())).isEqualTo("d88d2e2c68f86b63");
        assertThat(prints.pixelHash().hash().hex())
                .isEqualTo("c584d61884de14cc165c34b293645011d1c19a7fe672ae13d19209c461939952");
        assertThat(prints.perceptual())
                .extracting(Object::toString)
                .startsWith("1.0:9084060800c00000", "1.1:d88d2e2c68f86b63");
    }

    @Test
    void hardlyMovesWhenThePictureIsScaledAndFarWhenItIsAnother() {
        Picture scene = SceneRenderer.render(1, 256, 192);
        Picture small = SceneRenderer.render(1, 160, 120);
        Picture other = SceneRenderer.render(2, 256, 192);
        long hash = PerceptualHash.median(scene);
        assertThat(PerceptualHash.distance(hash, PerceptualHash.median(small))).isLessThanOrEqualTo(8);
        assertThat(PerceptualHash.distance(hash, PerceptualHash.median(other))).isGreaterThan(8);
    }

    @Test
    void pixelHashKnowsThePixelsAndTheSize() {
        Picture wide = picture(4, 2, (x, y) -> 7);
        Picture tall = picture(2, 4, (x, y) -> 7);
        assertThat(PixelHashes.of(wide)).isEqualTo(PixelHashes.of(picture(4, 2, (x, y) -> 7)));
        assertThat(PixelHashes.of(wide)).isNotEqualTo(PixelHashes.of(tall));
        assertThat(PixelHashes.of(new Picture(1, 1, new byte[] {3, 2, 1}))
                        .hash()
                        .hex())
                .isEqualTo("c664a8694555a13cde8f30a21c5453e530f438ea46767461ab33a3da8605b72c");
    }

    /** What imagehash's rule gives, computed with NumPy and scipy.fftpack.dct for the same inputs. */
    @Test
    void followsTheRuleOfImagehash() {
        assertThat(PerceptualHash.hex(PerceptualHash.median(noise(1)))).isEqualTo("e1151a53096955ff");
        assertThat(PerceptualHash.hex(PerceptualHash.median(noise(2)))).isEqualTo("eff063a8e9147d40");
        assertThat(PerceptualHash.hex(PerceptualHash.median(noise(3)))).isEqualTo("bf3c0781f3720ed0");
        assertThat(PerceptualHash.hex(PerceptualHash.median(noise(4)))).isEqualTo("8cc4cba6d28e35ad");
    }

    /** Noise that a transform leaves where the exact value is zero decides nothing. */
    @Test
    void givesFlatAndSymmetricPicturesOneCode() {
        assertThat(PerceptualHash.median(filled(255))).isEqualTo(Long.MIN_VALUE);
        assertThat(PerceptualHash.median(filled(1 / 3.0))).isEqualTo(Long.MIN_VALUE);
        assertThat(PerceptualHash.median(filled(0))).isZero();
        Picture ramp = picture(32, 32, (x, y) -> 8 * x);
        assertThat(PerceptualHash.hex(PerceptualHash.median(ramp))).isEqualTo("8000000000000000");
    }

    @Test
    void turnedCodesAreThoseOfTheTurnedPicture() {
        long seed = 5;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int width = 20 + random.nextInt(90);
            int height = 20 + random.nextInt(90);
            byte[] bgr = new byte[3 * width * height];
            random.nextBytes(bgr);
            long[] codes = PerceptualHash.turned(new Picture(width, height, bgr));
            for (int orientation = 1; orientation <= 8; orientation++) {
                Raster turned = Orientation.upright(Raster.of8(width, height, 3, bgr), orientation);
                Picture picture = new Picture(turned.width(), turned.height(), turned.samples8());
                assertThat(PerceptualHash.median(picture))
                        .as("seed %d, picture %d, orientation %d", seed, i, orientation)
                        .isEqualTo(codes[orientation - 1]);
            }
        }
    }

    @Test
    void cropCodesAreThoseOfThePartsOfTheGrid() {
        Random random = new Random(6);
        byte[] levels = new byte[64 * 64];
        random.nextBytes(levels);
        long[] codes = CropCodes.of(levels);
        assertThat(codes).hasSize(CropCodes.COUNT);
        assertThat(codes[3])
                .isEqualTo(PerceptualHash.median(picture(32, 32, (x, y) -> levels[64 * (16 + y) + 16 + x])));
        assertThat(codes[4]).isEqualTo(PerceptualHash.median(picture(54, 54, (x, y) -> levels[64 * y + x])));
        assertThat(codes[7])
                .isEqualTo(PerceptualHash.median(picture(54, 54, (x, y) -> levels[64 * (10 + y) + 10 + x])));
    }

    @Test
    void computesEachFingerprintOnceAndOnlyWhenAsked() {
        PictureFingerprints prints = PictureFingerprints.of(new byte[] {1}, SceneRenderer.render(1, 128, 96));
        assertThat(prints.pdq()).isSameAs(prints.pdq());
        assertThat(prints.sha256()).isSameAs(prints.sha256());
        assertThat(prints.turned()).startsWith(prints.phash1()).hasSize(8);
    }

    private static double[] noise(long seed) {
        Random random = new Random(seed);
        double[] gray = new double[1024];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = random.nextInt(256);
        }
        return gray;
    }

    private static double[] orthonormal(double[] gray) {
        return PerceptualHash.orthonormal(LowFrequencies.of(gray, 8));
    }

    private interface Level {
        int at(int x, int y);
    }

    private static Picture picture(int width, int height, Level level) {
        byte[] bgr = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            java.util.Arrays.fill(bgr, 3 * i, 3 * i + 3, (byte) level.at(i % width, i / width));
        }
        return new Picture(width, height, bgr);
    }

    private static double[] filled(double value) {
        double[] gray = new double[1024];
        java.util.Arrays.fill(gray, value);
        return gray;
    }
}

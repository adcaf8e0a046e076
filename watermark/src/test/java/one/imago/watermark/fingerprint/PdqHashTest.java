package one.imago.watermark.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import one.imago.node.picture.Picture;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class PdqHashTest {
    private static final int USUAL = PdqHash.USUAL_DISTANCE;

    /** The reference implementation in Java gives the same hashes and qualities of the same pictures. */
    @Test
    void keepsTheHashesOfScenes() {
        assertHash(1, 256, 192, "9ab90dc9f0b2e1b216cd1c976d72f2adb28c0d63056bf30fb39b929a0d724958");
        assertHash(1, 320, 240, "9a990dd9f0b0e1b216cd0c976d72faadb28c0d63056bf18f979b929a0d724d58");
        assertHash(2, 320, 240, "719f8a6c983dd1aea2c522cc5d3911992388cf79dd793ca3a3432e43dd33dd10");
        assertHash(3, 640, 427, "4b0ebcf024e2c7a6794c395cb4b1c795631e9c651ce585856bd86bda9ce99889");
        assertHash(1, 48, 36, "dad42c495ad9f13216cc8acd6d7250b7db8c2c21066bf9af178f9acb653a04b8");
        assertHash(1, 7, 5, "907e1b346f81e4cb65c938d8b0dec723cb279b34907e1b346f81e4cb35c838dc");
    }

    @Test
    void staysNearWhenThePictureIsCompressedOrScaled() throws IOException {
        Picture scene = SceneRenderer.render(1, 320, 240);
        PdqHash hash = PdqHash.of(scene);
        for (int quality : new int[] {90, 50, 20}) {
            assertThat(hash.distance(PdqHash.of(jpeg(scene, quality)))).isLessThanOrEqualTo(USUAL);
        }
        assertThat(hash.distance(PdqHash.of(half(scene)))).isLessThanOrEqualTo(USUAL);
        assertThat(hash.distance(PdqHash.of(SceneRenderer.render(1, 640, 480)))).isLessThanOrEqualTo(USUAL);
    }

    @Test
    void isFarWhenThePictureIsAnother() {
        List<PdqHash> hashes = new ArrayList<>();
        for (int seed = 1; seed <= 6; seed++) {
            PdqHash hash = PdqHash.of(SceneRenderer.render(seed, 320, 240));
            for (PdqHash other : hashes) {
                assertThat(hash.distance(other)).isGreaterThanOrEqualTo(90);
            }
            hashes.add(hash);
        }
    }

    @Test
    void saysThatAFlatPictureHasNothingToRecognise() {
        PdqHash flat = PdqHash.of(filled(100, 100, 77));
        assertThat(flat.quality()).isZero();
        assertThat(flat.useful()).isFalse();
        assertThat(PdqHash.of(SceneRenderer.render(1, 128, 96)).useful()).isTrue();
    }

    @Test
    void registersAHashOnlyWhereItIsUseful() {
        byte[] file = {1};
        Picture scene = SceneRenderer.render(1, 256, 192);
        assertThat(PictureFingerprints.of(file, scene).perceptual())
                .hasSize(3)
                .last()
                .satisfies(print -> assertThat(print)
                        .hasToString("2.1:9ab90dc9f0b2e1b216cd1c976d72f2adb28c0d63056bf30fb39b929a0d724958"));
        assertThat(PictureFingerprints.of(file, filled(100, 100, 77)).perceptual())
                .hasSize(2);
    }

    @Test
    void readsPicturesOfAnySize() {
        Random random = new Random(11);
        for (int[] size : new int[][] {{1, 1}, {4, 900}, {900, 4}}) {
            assertThat(PdqHash.of(noise(random, size[0], size[1]))).isEqualTo(new PdqHash(0, 0, 0, 0, 0));
        }
        for (int[] size : new int[][] {{5, 5}, {5, 3000}, {3000, 5}, {63, 65}, {64, 64}, {128, 129}, {257, 255}}) {
            PdqHash hash = PdqHash.of(noise(random, size[0], size[1]));
            assertThat(hash.hex()).hasSize(64);
            assertThat(hash.quality()).isBetween(0, 100);
        }
    }

    /** Filters the whole picture by the definition: the mean over the part of the window that lies inside, four times. */
    @Test
    void shrinksAsTheDefinitionSays() {
        Random random = new Random(12);
        for (int[] size : new int[][] {{300, 500}, {129, 64}, {64, 400}, {1100, 140}}) {
            int width = size[0];
            int height = size[1];
            Picture picture = noise(random, width, height);
            double[][] rows = new double[height][width];
            for (int i = 0; i < width * height; i++) {
                rows[i / width][i % width] = 0.299 * (picture.bgr()[3 * i + 2] & 0xff)
                        + 0.587 * (picture.bgr()[3 * i + 1] & 0xff)
                        + 0.114 * (picture.bgr()[3 * i] & 0xff);
            }
            for (int pass = 0; pass < 2; pass++) {
                rows = transposed(boxed(transposed(boxed(rows))));
            }
            float[] levels = PdqThumbnail.of(picture);
            double furthest = 0;
            for (int i = 0; i < 64 * 64; i++) {
                double expected = rows[(2 * (i / 64) + 1) * height / 128][(2 * (i % 64) + 1) * width / 128];
                furthest = Math.max(furthest, Math.abs(levels[i] - expected));
            }
            assertThat(furthest).isLessThan(0.01);
        }
    }

    @Test
    void transformsAsTheDefinitionSays() {
        Random random = new Random(13);
        float[] levels = new float[64 * 64];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = random.nextInt(256);
        }
        float[] coefficients = PdqHash.frequencies(levels);
        for (int v = 1; v <= 16; v++) {
            for (int u = 1; u <= 16; u++) {
                double sum = 0;
                for (int i = 0; i < levels.length; i++) {
                    sum += levels[i]
                            * Math.cos(Math.PI * u * (2 * (i % 64) + 1) / 128)
                            * Math.cos(Math.PI * v * (2 * (i / 64) + 1) / 128);
                }
                assertThat((double) coefficients[16 * (v - 1) + u - 1]).isCloseTo(sum / 32, within(0.05));
            }
        }
    }

    /** The first coefficient is the last bit of the text, and half of the bits are set. */
    @Test
    void setsTheBitsAboveTheLowerMedian() {
        float[] falling = new float[256];
        for (int i = 0; i < 256; i++) {
            falling[i] = -i;
        }
        assertThat(PdqHash.overMedian(falling)).containsExactly(0, 0, -1L, -1L);
        falling[255] = 1;
        assertThat(PdqHash.overMedian(falling)[0]).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void countsWholePercentsOfSteps() {
        float[] levels = new float[64 * 64];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = i % 2 * 2.5f;
        }
        assertThat(PdqHash.quality(levels)).isZero();
        for (int i = 0; i < levels.length; i++) {
            levels[i] = i % 2 * 2.6f;
        }
        assertThat(PdqHash.quality(levels)).isEqualTo(64 * 63 / 90);
    }

    private static void assertHash(long seed, int width, int height, String hex) {
        PdqHash hash = PdqHash.of(SceneRenderer.render(seed, width, height));
        assertThat(hash.hex()).isEqualTo(hex);
        assertThat(hash.quality()).isEqualTo(100);
    }

    private static double[][] boxed(double[][] rows) {
        int length = rows[0].length;
        int window = (length + 127) / 128;
        double[][] means = new double[rows.length][length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < length; x++) {
                int last = Math.min(length - 1, x + window / 2);
                int first = Math.max(0, x + window / 2 - window + 1);
                means[y][x] = Arrays.stream(rows[y], first, last + 1).average().orElseThrow();
            }
        }
        return means;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[0].length; x++) {
                columns[x][y] = rows[y][x];
            }
        }
        return columns;
    }

    private static Picture noise(Random random, int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        random.nextBytes(bgr);
        return new Picture(width, height, bgr);
    }

    private static Picture filled(int width, int height, int level) {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) level);
        return new Picture(width, height, bgr);
    }

    private static Picture half(Picture picture) {
        int width = picture.width() / 2;
        int height = picture.height() / 2;
        byte[] from = picture.bgr();
        byte[] to = new byte[3 * width * height];
        for (int i = 0; i < to.length; i++) {
            int at = 6 * (i / (3 * width) * picture.width() + i / 3 % width) + i % 3;
            int below = at + 3 * picture.width();
            to[i] = (byte)
                    (((from[at] & 0xff) + (from[at + 3] & 0xff) + (from[below] & 0xff) + (from[below + 3] & 0xff)) / 4);
        }
        return new Picture(width, height, to);
    }

    private static Picture jpeg(Picture picture, int quality) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Encoders.javaJpeg(picture, quality)));
        byte[] bgr = new byte[picture.bgr().length];
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int rgb = image.getRGB(i % picture.width(), i / picture.width());
            bgr[3 * i] = (byte) rgb;
            bgr[3 * i + 1] = (byte) (rgb >> 8);
            bgr[3 * i + 2] = (byte) (rgb >> 16);
        }
        return new Picture(picture.width(), picture.height(), bgr);
    }
}

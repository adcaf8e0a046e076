package one.imago.watermark.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Warps a marked scene by known maps, and asks where the search says that its pixels came from. */
class GeometrySearchIT {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 520;
    private static final long ID = 0x0123456789abcdefL;
    private static final double READABLE = 6.5;

    static {
        LocalPictureDecoder.loadLibrary();
    }

    private static final Mat MARKED = new Mat();

    @BeforeAll
    static void mark() {
        Picture scene = SceneRenderer.render(7, WIDTH, HEIGHT);
        Raster raster =
                new RobustScheme().embed(Raster.of8(WIDTH, HEIGHT, 3, scene.bgr()), new WorkId(ID), MarkKey.LOCATOR);
        Mat bgr = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3);
        bgr.put(0, 0, raster.samples8());
        Mat gray = new Mat();
        Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
        gray.convertTo(MARKED, CvType.CV_32F);
        bgr.release();
        gray.release();
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0.3", "0.5, 0.5", "0.75, 0.75", "1.5, 1.5", "0.8, 1", "1, 1.2", "0.45, 0.5", "1.1, 0.9"})
    void findsTheFactorsOfAScaledPicture(double sx, double sy) {
        Size size = new Size(Math.rint(WIDTH * sx), Math.rint(HEIGHT * sy));
        Mat scaled = new Mat();
        Imgproc.resize(MARKED, scaled, size, 0, 0, sx * sy < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
        double rx = WIDTH / size.width;
        double ry = HEIGHT / size.height;
        assertFound(scaled, new Warp(rx, 0, (rx - 1) / 2, 0, ry, (ry - 1) / 2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 1, 1", "15, 0.8, 1", "45, 1, 1", "170, 1.2, 1", "3, 0.7, -1", "30, 1, -1"})
    void findsTheAngleAndTheMirrorOfATurnedPicture(double degrees, double factor, int hand) {
        double cos = Math.cos(Math.toRadians(degrees)) / factor;
        double sin = Math.sin(Math.toRadians(degrees)) / factor;
        double x = WIDTH / 2.0;
        double y = HEIGHT / 2.0;
        Warp warp = new Warp(
                hand * cos, -hand * sin, x - hand * (cos * x - sin * y), sin, cos, y - sin * x - cos * y, 0, 0);
        assertFound(warped(warp, WIDTH, HEIGHT), warp);
    }

    @Test
    void followsATiltThatNoMatrixDescribes() {
        Warp warp = Warp.between(
                0, 0, WIDTH, HEIGHT, new double[] {-20, WIDTH, WIDTH + 12, 0}, new double[] {-8, 0, HEIGHT, HEIGHT + 15
                });
        assertFound(warped(warp, WIDTH, HEIGHT), warp);
    }

    @Test
    void findsAFaintMarkInASmallPart() {
        Mat part = MARKED.submat(100, 420, 220, 600);
        Mat half = new Mat();
        Imgproc.resize(part, half, new Size(190, 160), 0, 0, Imgproc.INTER_AREA);
        part.release();
        assertFound(half, new Warp(2, 0, 220.5, 0, 2, 100.5, 0, 0));
    }

    static Stream<int[]> sizes() {
        return Stream.of(
                new int[] {1, 1},
                new int[] {1, 5000},
                new int[] {5000, 1},
                new int[] {47, 300},
                new int[] {48, 48},
                new int[] {20_000, 49},
                new int[] {130, 2001});
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void findsNothingInAFlatPictureOfAnyShape(int[] size) {
        Mat flat = Mat.zeros(size[1], size[0], CvType.CV_32F);
        GeometrySearch search = new GeometrySearch(flat, Layout.of(MarkKey.LOCATOR));
        flat.release();
        assertThat(search.strong()).isEmpty();
        assertThat(search.faint()).isEmpty();
    }

    @Test
    void isSureOfNothingInGarbageOfAnySize() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            Mat garbage = new Mat(1 + random.nextInt(500), 1 + random.nextInt(500), CvType.CV_32F);
            float[] samples = new float[(int) garbage.total()];
            for (int j = 0; j < samples.length; j++) {
                samples[j] = random.nextInt(4) == 0 ? (float) random.nextGaussian() : (j >> i) & 1;
            }
            garbage.put(0, 0, samples);
            GeometrySearch search = new GeometrySearch(garbage, Layout.of(MarkKey.LOCATOR));
            garbage.release();
            for (List<Tracking.Track> tracks : List.of(search.strong(), search.faint())) {
                assertThat(tracks).as("seed %d", seed).hasSizeLessThan(5).allMatch(track -> track.z() < 7.5);
            }
        }
    }

    /** Checks where five points are said to come from, to a pixel, and that the id is read there. */
    private static void assertFound(Mat received, Warp truth) {
        Mat residual = Residual.of(received);
        int width = received.cols();
        int height = received.rows();
        received.release();
        GeometrySearch search = new GeometrySearch(residual, Layout.of(MarkKey.LOCATOR));
        residual.release();
        List<Tracking.Track> tracks = search.strong();
        if (tracks.isEmpty() || tracks.get(0).z() < READABLE) {
            tracks = search.faint();
        }
        assertThat(tracks).isNotEmpty();
        Tracking.Track track = tracks.get(0);
        assertThat(track.z()).isGreaterThan(READABLE);
        Shift place = Shift.of(ID);
        for (double[] at : new double[][] {{0.5, 0.5}, {0.1, 0.1}, {0.9, 0.1}, {0.1, 0.9}, {0.9, 0.9}}) {
            double x = at[0] * width;
            double y = at[1] * height;
            assertThat(offTile(track.warp().x(x, y) - truth.x(x, y) - place.x()))
                    .isCloseTo(0, within(1.0));
            assertThat(offTile(track.warp().y(x, y) - truth.y(x, y) - place.y()))
                    .isCloseTo(0, within(1.0));
        }
        assertThat(Reader.read(search.fold(track), track.alignment(), Layout.of(MarkKey.LOCATOR)))
                .isEqualTo(OptionalLong.of(ID));
    }

    private static double offTile(double pixels) {
        return pixels - Layout.TILE * Math.rint(pixels / Layout.TILE);
    }

    private static Mat warped(Warp warp, int width, int height) {
        Mat matrix = new Mat(3, 3, CvType.CV_64F);
        matrix.put(0, 0, warp.a(), warp.b(), warp.c(), warp.d(), warp.e(), warp.f(), warp.g(), warp.h(), 1);
        Mat to = new Mat();
        Imgproc.warpPerspective(
                MARKED,
                to,
                matrix,
                new Size(width, height),
                Imgproc.INTER_CUBIC | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_CONSTANT);
        matrix.release();
        return to;
    }
}

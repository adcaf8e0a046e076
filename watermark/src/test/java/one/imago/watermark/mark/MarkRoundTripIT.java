package one.imago.watermark.mark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.scene.CameraTags;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.OpenCvEncoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class MarkRoundTripIT {
    private static final WorkId ID = WorkId.parse("0123456789abcdef");
    private static final MarkKey SECRET = MarkKey.parse("00112233445566778899");

    private final LocalPictureDecoder decoder = new LocalPictureDecoder(PictureLimits.DEFAULT);
    private final MarkScheme scheme = MarkSchemes.standard();
    private final PictureMarker marker = new PictureMarker(scheme);

    @Test
    void survivesBothEncodersAtQuality70OnEveryScene() throws PictureRejected {
        Random ids = new Random(5);
        for (int seed = 1; seed <= 4; seed++) {
            byte[] png = Encoders.javaPng(SceneRenderer.render(seed, 384, 320));
            WorkId id = new WorkId(ids.nextLong());
            MarkResult.Marked marked = marked(png, id, MarkKey.LOCATOR, PictureFormat.PNG);
            assertThat(marked.psnr()).as("seed %d", seed).isGreaterThan(40);
            for (int quality : new int[] {90, 80, 70}) {
                assertThat(read(OpenCvEncoders.jpeg(marked.picture(), quality), MarkKey.LOCATOR))
                        .as("OpenCV, seed %d, quality %d", seed, quality)
                        .containsExactly(id);
                assertThat(read(Encoders.javaJpeg(marked.picture(), quality), MarkKey.LOCATOR))
                        .as("Java, seed %d, quality %d", seed, quality)
                        .containsExactly(id);
            }
        }
    }

    @Test
    void readsOnlyUnderItsKey() throws PictureRejected {
        byte[] png = Encoders.javaPng(SceneRenderer.render(1, 320, 256));
        MarkResult.Marked marked = marked(png, ID, SECRET, PictureFormat.PNG);
        assertThat(read(marked.file(), SECRET)).containsExactly(ID);
        assertThat(read(marked.file(), MarkKey.LOCATOR)).isEmpty();
        assertThat(read(marked.file(), MarkKey.parse("00112233445566778898"))).isEmpty();
    }

    @Test
    void anOwnersMarkAndTheLocatorShareAFileAndItsFortyDecibels() throws PictureRejected {
        byte[] jpeg =
                CameraTags.intoJpeg(OpenCvEncoders.jpeg(SceneRenderer.render(2, 640, 480), 92), CameraTags.exif(6));
        MarkResult result = marker.mark(
                jpeg, decoder.decode(jpeg), ID, List.of(MarkKey.LOCATOR, SECRET), PictureFormat.JPEG, Explanation.NONE);
        assertThat(result)
                .isInstanceOfSatisfying(
                        MarkResult.Marked.class,
                        marked -> assertThat(marked.psnr()).isGreaterThanOrEqualTo(PictureMarker.LEAST_PSNR));
        MarkResult.Marked marked = (MarkResult.Marked) result;
        assertThat(decoder.decode(marked.file()).header().orientation()).isEqualTo(6);
        byte[] copy = Encoders.javaJpeg(marked.picture(), 70);
        assertThat(read(copy, MarkKey.LOCATOR)).containsExactly(ID);
        assertThat(read(copy, SECRET)).containsExactly(ID);
    }

    @Test
    void marksAJpegTurnedOnItsSideAsItIsShown() throws PictureRejected {
        byte[] jpeg =
                CameraTags.intoJpeg(OpenCvEncoders.jpeg(SceneRenderer.render(2, 400, 300), 92), CameraTags.exif(6));
        MarkResult.Marked marked = marked(jpeg, ID, MarkKey.LOCATOR, PictureFormat.JPEG);
        assertThat(decoder.decode(marked.file()).header().orientation()).isEqualTo(6);
        assertThat(marked.picture().width()).isEqualTo(300);
        assertThat(marked.psnr()).isGreaterThan(40);
        // A viewer that saves the picture upright, without the tag.
        assertThat(read(Encoders.javaJpeg(marked.picture(), 75), MarkKey.LOCATOR))
                .containsExactly(ID);
    }

    @Test
    void marksGrayAndSixteenBitsAndAlpha() throws PictureRejected {
        Picture scene = SceneRenderer.render(3, 320, 256);
        Mat colour = new Mat(256, 320, CvType.CV_8UC3);
        colour.put(0, 0, scene.bgr());
        Mat gray = new Mat();
        org.opencv.imgproc.Imgproc.cvtColor(colour, gray, org.opencv.imgproc.Imgproc.COLOR_BGR2GRAY);
        Mat wide = new Mat();
        colour.convertTo(wide, CvType.CV_16UC3, 257);
        Mat alpha = new Mat();
        org.opencv.core.Core.merge(List.of(gray, gray, gray, new Mat(256, 320, CvType.CV_8U, new Scalar(255))), alpha);
        int[] depths = {8, 16, 8};
        int[] channels = {1, 3, 4};
        Mat[] mats = {gray.clone(), wide, alpha};
        for (int i = 0; i < mats.length; i++) {
            byte[] png = OpenCvEncoders.encode(mats[i], ".png");
            MarkResult.Marked marked = marked(png, ID, MarkKey.LOCATOR, PictureFormat.PNG);
            DecodedPicture again = decoder.decode(marked.file());
            assertThat(again.raster().bitDepth()).isEqualTo(depths[i]);
            assertThat(again.raster().channels()).isEqualTo(channels[i]);
            assertThat(read(marked.file(), MarkKey.LOCATOR)).containsExactly(ID);
            assertThat(read(OpenCvEncoders.jpeg(marked.picture(), 70), MarkKey.LOCATOR))
                    .containsExactly(ID);
        }
        colour.release();
        gray.release();
    }

    @Test
    void marksAWhitePageWithText() throws PictureRejected {
        Mat page = new Mat(512, 512, CvType.CV_8UC3, new Scalar(255, 255, 255));
        for (int line = 40; line < 500; line += 30) {
            org.opencv.imgproc.Imgproc.putText(
                    page,
                    "the quick brown fox jumps over",
                    new org.opencv.core.Point(10, line),
                    org.opencv.imgproc.Imgproc.FONT_HERSHEY_SIMPLEX,
                    0.8,
                    new Scalar(20, 20, 20),
                    2);
        }
        byte[] png = OpenCvEncoders.encode(page, ".png");
        MarkResult.Marked marked = marked(png, ID, MarkKey.LOCATOR, PictureFormat.PNG);
        assertThat(marked.psnr()).isGreaterThan(40);
        assertThat(read(OpenCvEncoders.jpeg(marked.picture(), 80), MarkKey.LOCATOR))
                .containsExactly(ID);
    }

    @Test
    void saysThatASmallPictureIsTooSmall() throws PictureRejected {
        byte[] png = Encoders.javaPng(SceneRenderer.render(1, 159, 160));
        MarkResult result = marker.mark(png, decoder.decode(png), ID, MarkKey.LOCATOR, PictureFormat.PNG);
        assertThat(result)
                .isInstanceOfSatisfying(
                        MarkResult.Unmarkable.class,
                        unmarkable -> assertThat(unmarkable.reason()).contains("160 x 160"));
    }

    @Test
    void carriesTheMarkIntoEveryFormatItWrites() throws PictureRejected {
        byte[] jpeg = OpenCvEncoders.jpeg(SceneRenderer.render(4, 320, 256), 92);
        for (PictureFormat target : List.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.WEBP)) {
            MarkResult.Marked marked = marked(jpeg, ID, MarkKey.LOCATOR, target);
            assertThat(decoder.decode(marked.file()).header().format()).isEqualTo(target);
            assertThat(marked.psnr()).as("%s", target).isGreaterThan(40);
        }
    }

    private MarkResult.Marked marked(byte[] file, WorkId id, MarkKey key, PictureFormat target) throws PictureRejected {
        MarkResult result = marker.mark(file, decoder.decode(file), id, key, target);
        assertThat(result).isInstanceOf(MarkResult.Marked.class);
        return (MarkResult.Marked) result;
    }

    private List<WorkId> read(byte[] file, MarkKey key) throws PictureRejected {
        return scheme.extract(decoder.read(file), key).ids();
    }
}

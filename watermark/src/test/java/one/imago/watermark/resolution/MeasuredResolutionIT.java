package one.imago.watermark.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class MeasuredResolutionIT {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    private static Picture scaled(Picture picture, double factor, int interpolation) {
        Mat from = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        from.put(0, 0, picture.bgr());
        Mat to = new Mat();
        Imgproc.resize(from, to, new Size(), factor, factor, interpolation);
        byte[] bgr = new byte[3 * to.cols() * to.rows()];
        to.get(0, 0, bgr);
        Picture result = new Picture(to.cols(), to.rows(), bgr);
        from.release();
        to.release();
        return result;
    }

    @Test
    void enlargingAddsNoDetail() {
        Picture original = SceneRenderer.render(7, 640, 480);
        int own = MeasuredResolution.of(original).side();

        for (double factor : new double[] {1.5, 2, 3}) {
            int enlarged = MeasuredResolution.of(scaled(original, factor, Imgproc.INTER_CUBIC))
                    .sureSide();
            assertThat(enlarged).as("enlarged by %s", factor).isLessThan((int) (ResolutionEvidence.LEAST_GAIN * own));
        }
    }

    @Test
    void moreDetailThanWasRegisteredIsEvidenceAndNeedsTheWholeFrame() {
        MeasuredResolution fine = new MeasuredResolution(2000, 2000);

        assertThat(ResolutionEvidence.of(1, 1, fine, Optional.empty(), 1000))
                .isEqualTo(ResolutionEvidence.HIGHER_RESOLUTION);
        assertThat(ResolutionEvidence.of(0.9, 1, fine, Optional.empty(), 1000)).isEqualTo(ResolutionEvidence.NONE);
        assertThat(ResolutionEvidence.of(1, 1, fine, Optional.empty(), 1600)).isEqualTo(ResolutionEvidence.NONE);
        // The work fills half of the picture: so does its share of the detail.
        assertThat(ResolutionEvidence.of(1, 0.5, fine, Optional.empty(), 1000)).isEqualTo(ResolutionEvidence.NONE);
    }

    @Test
    void rawOfTheRegisteredSizeIsEvidence() {
        RawFile raw = new RawFile(RawFile.Kind.NEF, 6000, 4000, new byte[0]);
        MeasuredResolution preview = new MeasuredResolution(1200, 1200);

        assertThat(ResolutionEvidence.of(0.99, 1, preview, Optional.of(raw), 6000))
                .isEqualTo(ResolutionEvidence.CAMERA_RAW);
        assertThat(ResolutionEvidence.of(0.99, 1, preview, Optional.of(raw), 7000))
                .isEqualTo(ResolutionEvidence.NONE);
    }
}

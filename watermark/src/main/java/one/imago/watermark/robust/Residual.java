package one.imago.watermark.robust;

import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What is left of a picture when everything is taken out that a mark can't be: slow changes, and the strength of edges
 * and textures. Brightness, contrast and gamma go with it.
 */
final class Residual {
    /** How far a residual looks around a pixel. */
    static final int REACH = 24;

    private static final double BLUR = 3;
    private static final Size WINDOW = new Size(7, 7);

    static {
        LocalPictureDecoder.loadLibrary();
    }

    private Residual() {}

    /**
     * @param luma one channel of 32-bit floats, in gray levels; left as it is
     * @return the same size; to be released by the caller
     */
    static Mat of(Mat luma) {
        Mat high = highPass(luma);
        Whitening.apply(high);
        return high;
    }

    /** The luma without its slow changes; to be released by the caller. */
    static Mat highPass(Mat luma) {
        Mat high = new Mat();
        Imgproc.GaussianBlur(luma, high, new Size(0, 0), BLUR);
        Core.subtract(luma, high, high);
        return high;
    }

    /** What is left of a wave of so many cycles a pixel. */
    static double highPassGain(double radius) {
        return 1 - Math.exp(-2 * Math.PI * Math.PI * BLUR * BLUR * radius * radius);
    }

    /** Root of the mean square over a window. */
    static void activity(Mat high, Mat to) {
        Imgproc.sqrBoxFilter(high, to, CvType.CV_32F, WINDOW);
        // A running sum may fall below zero by rounding.
        Core.max(to, new Scalar(0), to);
        Core.sqrt(to, to);
    }
}

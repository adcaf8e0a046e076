package one.imago.watermark.mark;

import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * How much a mark shows where nothing hides it: skies, walls, paper.
 *
 * @param share of the picture that is flat, 0 to 1. Flat is where the original's deviation from its surroundings
 *     (Gaussian of 3 pixels), as a root of the mean square over 9 x 9 pixels, is below {@link #ACTIVITY} gray levels
 * @param rms root of the mean square of the change of luma there, in gray levels; 0 when nothing is flat
 */
public record FlatAreas(double share, double rms) {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    static final double ACTIVITY = 2;

    /** Two pictures of one size. */
    public static FlatAreas of(Picture original, Picture changed) {
        if (original.width() != changed.width() || original.height() != changed.height()) {
            throw new IllegalArgumentException("pictures of different sizes can't be compared sample by sample");
        }
        Mat luma = luma(original);
        Mat other = luma(changed);
        Mat flat = flat(luma);
        try {
            int pixels = Core.countNonZero(flat);
            double distance = pixels == 0 ? 0 : Core.norm(luma, other, Core.NORM_L2, flat) / Math.sqrt(pixels);
            return new FlatAreas(pixels / ((double) original.width() * original.height()), distance);
        } finally {
            luma.release();
            other.release();
            flat.release();
        }
    }

    private static Mat flat(Mat luma) {
        Mat power = new Mat();
        Mat flat = new Mat();
        Imgproc.GaussianBlur(luma, power, new Size(0, 0), 3);
        Core.subtract(luma, power, power);
        Core.multiply(power, power, power);
        Imgproc.blur(power, power, new Size(9, 9));
        Core.compare(power, new Scalar(ACTIVITY * ACTIVITY), flat, Core.CMP_LT);
        power.release();
        return flat;
    }

    private static Mat luma(Picture picture) {
        Mat bgr = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        bgr.put(0, 0, picture.bgr());
        Mat real = new Mat();
        Mat luma = new Mat();
        bgr.convertTo(real, CvType.CV_32F);
        Imgproc.cvtColor(real, luma, Imgproc.COLOR_BGR2GRAY);
        bgr.release();
        real.release();
        return luma;
    }
}

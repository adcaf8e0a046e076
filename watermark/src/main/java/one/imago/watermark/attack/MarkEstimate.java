package one.imago.watermark.attack;

import java.util.List;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What somebody without the original can take for a picture's mark: the luma less a smoothed copy of it, fine detail
 * kept out (Kutter, Voloshynovskiy and Herrigel, "The watermark copy attack", 2000). It can be added to another picture,
 * taken away from its own, or averaged over many pictures that share something.
 */
public final class MarkEstimate {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    /** Period of the robust scheme's pattern, which everybody knows. */
    private static final int TILE = 128;

    /** Mean square of a mark that costs about 42 dB, in gray levels; local variance far above it is the picture's. */
    private static final double MARK_POWER = 5;

    private final int width;
    private final int height;
    private final float[] luma;

    private MarkEstimate(int width, int height, float[] luma) {
        this.width = width;
        this.height = height;
        this.luma = luma;
    }

    /** Adaptive Wiener filter over 5 x 5 pixels; what it removes is the estimate. */
    public static MarkEstimate of(Picture marked) {
        Mat luma = luma(marked);
        Mat mean = new Mat();
        Mat deviation = new Mat();
        Mat variance = new Mat();
        Size window = new Size(5, 5);
        Imgproc.blur(luma, mean, window);
        Core.subtract(luma, mean, deviation);
        Core.multiply(deviation, deviation, variance);
        Imgproc.blur(variance, variance, window);
        Core.max(variance, new Scalar(MARK_POWER), variance);
        Core.divide(deviation, variance, deviation, MARK_POWER);
        float[] estimate = new float[marked.width() * marked.height()];
        deviation.get(0, 0, estimate);
        luma.release();
        mean.release();
        deviation.release();
        variance.release();
        return new MarkEstimate(marked.width(), marked.height(), estimate);
    }

    /**
     * The mean of many estimates over all their tiles, as strong as a mark: what the marks have in common stays, the
     * pictures average out.
     *
     * @param rms strength in gray levels
     */
    public static MarkEstimate common(List<MarkEstimate> estimates, double rms) {
        double[] sums = new double[TILE * TILE];
        for (MarkEstimate estimate : estimates) {
            // The same number of pixels at each place of the tile: whole tiles only, when there is one.
            int width = estimate.width < TILE ? estimate.width : estimate.width / TILE * TILE;
            int height = estimate.height < TILE ? estimate.height : estimate.height / TILE * TILE;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    sums[y % TILE * TILE + x % TILE] += estimate.luma[y * estimate.width + x];
                }
            }
        }
        double power = 0;
        for (double sum : sums) {
            power += sum * sum;
        }
        double scale = power == 0 ? 0 : rms / Math.sqrt(power / sums.length);
        float[] tile = new float[sums.length];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (float) (scale * sums[i]);
        }
        return new MarkEstimate(TILE, TILE, tile);
    }

    /**
     * Added to each channel of a picture from its upper left corner on, and again and again to the right and below where
     * the picture is larger; rounded and clipped.
     *
     * @param gain negative takes it away
     */
    public Picture addedTo(Picture picture, double gain) {
        byte[] bgr = picture.bgr().clone();
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                double change = gain * luma[y % height * width + x % width];
                int at = 3 * (y * picture.width() + x);
                for (int c = 0; c < 3; c++) {
                    bgr[at + c] = (byte) Math.max(0, Math.min(255, Math.round((bgr[at + c] & 0xff) + change)));
                }
            }
        }
        return new Picture(picture.width(), picture.height(), bgr);
    }

    private static Mat luma(Picture picture) {
        Mat bgr = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        bgr.put(0, 0, picture.bgr());
        Mat gray = new Mat();
        Mat luma = new Mat();
        Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
        gray.convertTo(luma, CvType.CV_32F);
        bgr.release();
        gray.release();
        return luma;
    }
}

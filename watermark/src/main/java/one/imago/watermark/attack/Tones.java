package one.imago.watermark.attack;

import java.util.function.DoubleUnaryOperator;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Light and colour, pixel by pixel. */
final class Tones {
    private Tones() {}

    static Step linear(double gain, double offset) {
        return (picture, random) -> {
            Mat out = new Mat();
            picture.convertTo(out, CvType.CV_8U, gain, offset);
            return out;
        };
    }

    /** About the picture's own mean. */
    static Step contrast(double gain) {
        return (picture, random) -> {
            Scalar means = Core.mean(picture);
            double mean = (means.val[0] + means.val[1] + means.val[2]) / 3;
            Mat out = new Mat();
            picture.convertTo(out, CvType.CV_8U, gain, mean * (1 - gain));
            return out;
        };
    }

    static Step gamma(double exponent) {
        return curve(value -> Math.pow(value, exponent));
    }

    static Step negative() {
        return curve(value -> 1 - value);
    }

    /** One curve for all channels, from 0..1 to 0..1. */
    private static Step curve(DoubleUnaryOperator curve) {
        return (picture, random) -> {
            byte[] levels = new byte[256];
            for (int i = 0; i < 256; i++) {
                levels[i] = (byte) Math.rint(255 * Math.max(0, Math.min(1, curve.applyAsDouble(i / 255.0))));
            }
            Mat table = new Mat(1, 256, CvType.CV_8U);
            table.put(0, 0, levels);
            Mat out = new Mat();
            Core.LUT(picture, table, out);
            table.release();
            return out;
        };
    }

    /** Turns the hue by degrees and multiplies the saturation. */
    static Step colours(double degrees, double saturation) {
        return (picture, random) -> {
            Mat hsv = new Mat();
            picture.convertTo(hsv, CvType.CV_32F, 1 / 255.0);
            Imgproc.cvtColor(hsv, hsv, Imgproc.COLOR_BGR2HSV);
            float[] row = new float[3 * hsv.cols()];
            for (int y = 0; y < hsv.rows(); y++) {
                hsv.get(y, 0, row);
                for (int x = 0; x < row.length; x += 3) {
                    row[x] = (float) ((row[x] + degrees + 360) % 360);
                    row[x + 1] = (float) Math.min(1, row[x + 1] * saturation);
                }
                hsv.put(y, 0, row);
            }
            Imgproc.cvtColor(hsv, hsv, Imgproc.COLOR_HSV2BGR);
            Mat out = new Mat();
            hsv.convertTo(out, CvType.CV_8U, 255);
            hsv.release();
            return out;
        };
    }

    /** Each channel by its own gain, as a wrong white balance does. */
    static Step balance(double blue, double green, double red) {
        return (picture, random) -> {
            Mat out = new Mat();
            Core.multiply(picture, new Scalar(blue, green, red), out);
            return out;
        };
    }

    static Step gray() {
        return (picture, random) -> {
            Mat gray = new Mat();
            Mat out = new Mat();
            Imgproc.cvtColor(picture, gray, Imgproc.COLOR_BGR2GRAY);
            Imgproc.cvtColor(gray, out, Imgproc.COLOR_GRAY2BGR);
            gray.release();
            return out;
        };
    }

    /** Contrast made equal over the picture, as photo apps offer. */
    static Step equalised() {
        return (picture, random) -> {
            Mat lab = new Mat();
            Mat lightness = new Mat();
            Imgproc.cvtColor(picture, lab, Imgproc.COLOR_BGR2Lab);
            Core.extractChannel(lab, lightness, 0);
            Imgproc.createCLAHE(2, new org.opencv.core.Size(8, 8)).apply(lightness, lightness);
            Core.insertChannel(lightness, lab, 0);
            Mat out = new Mat();
            Imgproc.cvtColor(lab, out, Imgproc.COLOR_Lab2BGR);
            lab.release();
            lightness.release();
            return out;
        };
    }
}

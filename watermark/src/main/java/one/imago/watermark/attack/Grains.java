package one.imago.watermark.attack;

import java.util.SplittableRandom;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Noise, and filters that act on a neighbourhood. */
final class Grains {
    private Grains() {}

    /** Gaussian, each channel by itself, with a deviation in gray levels. */
    static Step noise(double deviation) {
        return (picture, random) -> {
            Mat grain = new Mat(picture.size(), CvType.CV_16SC3);
            // The generator belongs to the thread, so nobody comes between these two lines.
            Core.setRNGSeed(random.nextInt());
            Core.randn(grain, 0, deviation);
            Mat out = new Mat();
            Mat everywhere = new Mat();
            Core.add(picture, grain, out, everywhere, CvType.CV_8U);
            grain.release();
            everywhere.release();
            return out;
        };
    }

    /** A share of the pixels black or white. */
    static Step saltAndPepper(double share) {
        return (picture, random) -> {
            Mat out = picture.clone();
            byte[] row = new byte[3 * out.cols()];
            for (int y = 0; y < out.rows(); y++) {
                out.get(y, 0, row);
                pepper(row, share, random);
                out.put(y, 0, row);
            }
            return out;
        };
    }

    private static void pepper(byte[] row, double share, SplittableRandom random) {
        for (int x = 0; x < row.length; x += 3) {
            double chance = random.nextDouble();
            if (chance < share) {
                byte level = (byte) (chance < share / 2 ? 0 : 255);
                row[x] = level;
                row[x + 1] = level;
                row[x + 2] = level;
            }
        }
    }

    static Step blur(double deviation) {
        return (picture, random) -> {
            Mat out = new Mat();
            Imgproc.GaussianBlur(picture, out, new Size(0, 0), deviation);
            return out;
        };
    }

    static Step median(int side) {
        return (picture, random) -> {
            Mat out = new Mat();
            Imgproc.medianBlur(picture, out, side);
            return out;
        };
    }

    /** Smoothed but for the edges, as skin filters and phone cameras do. */
    static Step smooth() {
        return (picture, random) -> {
            Mat out = new Mat();
            Imgproc.bilateralFilter(picture, out, 7, 30, 4);
            return out;
        };
    }

    /** Unsharp masking. */
    static Step sharpen(double amount) {
        return (picture, random) -> {
            Mat soft = new Mat();
            Mat out = new Mat();
            Imgproc.GaussianBlur(picture, soft, new Size(0, 0), 1.5);
            Core.addWeighted(picture, 1 + amount, soft, -amount, 0, out);
            soft.release();
            return out;
        };
    }
}

package one.imago.watermark.resolution;

import java.util.ArrayList;
import java.util.List;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/**
 * The power of a picture's luminance by frequency along one axis, in decibels: the mean over pieces of lines, each of
 * {@value #LENGTH} pixels under a Hann window.
 *
 * <p>The power of a photograph falls by about {@value #SLOPE} dB a decade, whatever it shows; weighed by that its
 * spectrum is level up to a few decibels. Where it falls by {@value #STEP} dB below its highest of the fifth of a cycle
 * before, an enlargement ended; what follows may be noise of compression or of a later edit, and is not looked at.
 */
final class Spectrum {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    static final int LENGTH = 256;
    static final double SLOPE = 22;
    static final double STEP = 6;
    /** From the top of an octave to its end a photograph falls at least so much; white noise does not fall. */
    static final double LEAST_FALL = 4.5;

    private static final double GRAIN = 3;
    private static final double WINDOW = 0.2;
    private static final double FIRST = 0.03;
    private static final int SUSTAINED = 4;
    private static final int MOST_LINES = 1024;
    private static final int BINS = LENGTH / 2 + 1;

    private final double[] decibels;

    private Spectrum(double[] power) {
        decibels = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            double sum = 0;
            for (int j = -2; j <= 2; j++) {
                sum += power[Math.max(0, Math.min(BINS - 1, i + j))];
            }
            decibels[i] = 10 * Math.log10(sum / 5 + 1e-3);
        }
    }

    /** Along the lines. */
    static Spectrum across(Picture picture) {
        return of(picture, false);
    }

    /** Along the columns. */
    static Spectrum down(Picture picture) {
        return of(picture, true);
    }

    private static Spectrum of(Picture picture, boolean columns) {
        Mat bgr = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        Mat gray = new Mat();
        try {
            bgr.put(0, 0, picture.bgr());
            Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
            if (columns) {
                Core.transpose(gray, gray);
            }
            return new Spectrum(power(gray));
        } finally {
            bgr.release();
            gray.release();
        }
    }

    private static double[] power(Mat gray) {
        int lines = Math.min(MOST_LINES, gray.rows());
        int top = (gray.rows() - lines) / 2;
        double[] power = new double[BINS];
        Mat window = window(lines);
        int pieces = 0;
        try {
            for (int left = 0; left + LENGTH <= gray.cols(); left += LENGTH / 2) {
                add(gray, new Rect(left, top, LENGTH, lines), window, power);
                pieces++;
            }
        } finally {
            window.release();
        }
        // The window's energy, so that decibels are those of gray levels.
        double scale = 1.0 / (pieces * (double) lines * 0.375 * LENGTH);
        for (int i = 0; i < BINS; i++) {
            power[i] *= scale;
        }
        return power;
    }

    private static void add(Mat gray, Rect piece, Mat window, double[] power) {
        Mat cut = new Mat(gray, piece);
        Mat values = new Mat();
        Mat spectrum = new Mat();
        List<Mat> parts = new ArrayList<>();
        try {
            cut.convertTo(values, CvType.CV_32F);
            Core.subtract(values, Core.mean(values), values);
            Core.multiply(values, window, values);
            Core.dft(values, spectrum, Core.DFT_ROWS | Core.DFT_COMPLEX_OUTPUT);
            Core.multiply(spectrum, spectrum, spectrum);
            Core.reduce(spectrum, spectrum, 0, Core.REDUCE_SUM);
            Core.split(spectrum, parts);
            float[] real = new float[LENGTH];
            float[] imaginary = new float[LENGTH];
            parts.get(0).get(0, 0, real);
            parts.get(1).get(0, 0, imaginary);
            for (int i = 0; i < BINS; i++) {
                power[i] += real[i] + imaginary[i];
            }
        } finally {
            cut.release();
            values.release();
            spectrum.release();
            parts.forEach(Mat::release);
        }
    }

    /** A Hann window for each line. */
    private static Mat window(int lines) {
        float[] hann = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / (LENGTH - 1)));
        }
        Mat line = new Mat(1, LENGTH, CvType.CV_32F);
        Mat window = new Mat();
        line.put(0, 0, hann);
        Core.repeat(line, lines, 1, window);
        line.release();
        return window;
    }

    /** Cycles a pixel up to which there is detail; 0.5 when there is no end to it. */
    double cutOff() {
        int first = (int) (FIRST * LENGTH);
        int width = (int) (WINDOW * LENGTH);
        int low = 0;
        for (int i = first + 2; i < BINS; i++) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int j = Math.max(first, i - width); j < i; j++) {
                highest = Math.max(highest, levelled(j));
            }
            low = highest - levelled(i) >= STEP ? low + 1 : 0;
            if (low == SUSTAINED) {
                return (i - SUSTAINED + 1) / (double) LENGTH;
            }
        }
        return 0.5;
    }

    /** Cycles a pixel from which there is nothing but what looks like added grain; 0.5 when nothing does. */
    double whereGrainBegins() {
        double octave = mean(0.24, 0.26) - mean(0.46, 0.51);
        if (octave >= LEAST_FALL) {
            return 0.5;
        }
        double level = mean(0.42, 0.51) + GRAIN;
        for (int i = BINS - 1; i > 0; i--) {
            if (decibels[i] >= level) {
                return i / (double) LENGTH;
            }
        }
        return 1.0 / LENGTH;
    }

    private double levelled(int bin) {
        return decibels[bin] + SLOPE * Math.log10(bin / (double) LENGTH);
    }

    private double mean(double from, double to) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < BINS; i++) {
            double frequency = i / (double) LENGTH;
            if (frequency > from && frequency < to) {
                sum += decibels[i];
                count++;
            }
        }
        return sum / count;
    }
}

package one.imago.watermark.attack;

import java.util.List;
import java.util.SplittableRandom;
import one.imago.node.picture.Picture;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Things over the picture, and the picture over things. */
final class Overlays {
    private static final Scalar WHITE = new Scalar(255, 255, 255);
    private static final Scalar BLACK = new Scalar(0, 0, 0);
    private static final List<String> LINES = List.of("SAMPLE TEXT 2026", "(c) someone else", "www.example.org");

    private Overlays() {}

    /** Rectangles of any colour until a share of the area is covered. */
    static Step paint(double share) {
        return (picture, random) -> {
            Mat out = picture.clone();
            Mat covered = Mat.zeros(picture.size(), CvType.CV_8U);
            double wanted = share * picture.cols() * picture.rows();
            while (Core.countNonZero(covered) < wanted) {
                double size = 0.08 + 0.12 * random.nextDouble();
                int height = Math.max(2, (int) (picture.rows() * size));
                int width = Math.max(2, (int) (picture.cols() * size * (0.7 + 0.7 * random.nextDouble())));
                int x = random.nextInt(Math.max(1, picture.cols() - width));
                int y = random.nextInt(Math.max(1, picture.rows() - height));
                Rect box = new Rect(x, y, width, height);
                Imgproc.rectangle(out, box, colour(random), -1);
                Imgproc.rectangle(covered, box, WHITE, -1);
            }
            covered.release();
            return out;
        };
    }

    /** Three lines of outlined letters across the picture. */
    static Step text() {
        return (picture, random) -> {
            Mat out = picture.clone();
            for (int i = 0; i < LINES.size(); i++) {
                double y = picture.rows() * (0.25 + 0.27 * i);
                write(out, LINES.get(i), picture.cols() * 0.06, y, picture.cols() / 420.0, new Scalar(20, 20, 230));
            }
            return out;
        };
    }

    /** A badge in a corner, with a share of the picture's width. */
    static Step logo(double share) {
        return (picture, random) -> {
            Mat out = picture.clone();
            int side = (int) (picture.cols() * share);
            int gap = side / 5;
            Point middle = new Point(picture.cols() - gap - side / 2.0, picture.rows() - gap - side / 2.0);
            Imgproc.circle(out, middle, side / 2, new Scalar(200, 90, 30), -1, Imgproc.LINE_AA);
            Imgproc.circle(out, middle, side / 3, WHITE, Math.max(1, side / 16), Imgproc.LINE_AA);
            Imgproc.line(
                    out,
                    new Point(middle.x - side / 4.0, middle.y),
                    new Point(middle.x + side / 4.0, middle.y),
                    WHITE,
                    Math.max(1, side / 10));
            return out;
        };
    }

    /** A cheerful round face somewhere, with a share of the picture's height. */
    static Step sticker(double share) {
        return (picture, random) -> {
            Mat out = picture.clone();
            int radius = Math.max(4, (int) (picture.rows() * share / 2));
            double x = radius + random.nextDouble() * Math.max(1, picture.cols() - 2 * radius);
            double y = radius + random.nextDouble() * Math.max(1, picture.rows() - 2 * radius);
            Imgproc.circle(out, new Point(x, y), radius, new Scalar(40, 210, 255), -1, Imgproc.LINE_AA);
            for (int side = -1; side <= 1; side += 2) {
                Point eye = new Point(x + side * radius * 0.35, y - radius * 0.3);
                Imgproc.circle(out, eye, Math.max(1, radius / 7), BLACK, -1, Imgproc.LINE_AA);
            }
            Imgproc.ellipse(
                    out,
                    new Point(x, y + radius * 0.1),
                    new Size(radius * 0.55, radius * 0.5),
                    0,
                    20,
                    160,
                    BLACK,
                    Math.max(1, radius / 10),
                    Imgproc.LINE_AA);
            return out;
        };
    }

    /** White bars with words above and below, each a share of the height. */
    static Step meme(double share) {
        return (picture, random) -> {
            int bar = (int) Math.rint(picture.rows() * share);
            Mat out = bordered(picture, bar, bar, 0, 0, WHITE);
            double size = Math.min(picture.cols() / 330.0, bar / 45.0);
            write(out, "WHEN IT RAINS", picture.cols() * 0.08, bar * 0.72, size, BLACK);
            write(out, "ON A SUNDAY", picture.cols() * 0.08, bar + picture.rows() + bar * 0.72, size, BLACK);
            return out;
        };
    }

    /** A frame all around, outside the picture, with a share of the longer side. */
    static Step frame(double share, double gray) {
        return (picture, random) -> {
            int edge = (int) Math.rint(Math.max(picture.cols(), picture.rows()) * share);
            return bordered(picture, edge, edge, edge, edge, new Scalar(gray, gray, gray));
        };
    }

    /** On a larger grey page, off its middle. */
    static Step page() {
        return (picture, random) -> {
            int width = (int) (picture.cols() * 1.25);
            int height = (int) (picture.rows() * 1.3);
            int x = (int) (picture.cols() * 0.07) + 1;
            int y = (int) (picture.rows() * 0.11) + 1;
            return bordered(
                    picture, y, height - y - picture.rows(), x, width - x - picture.cols(), new Scalar(235, 235, 235));
        };
    }

    /** Black bars above and below that make the picture square, or left and right. */
    static Step square() {
        return (picture, random) -> {
            int side = Math.max(picture.cols(), picture.rows());
            int x = side - picture.cols();
            int y = side - picture.rows();
            return bordered(picture, y / 2, y - y / 2, x / 2, x - x / 2, BLACK);
        };
    }

    /** Bars of a phone or browser around the picture, as a screenshot has them. */
    static Step screen() {
        return (picture, random) -> {
            int top = Math.max(8, picture.rows() / 9);
            int bottom = Math.max(8, picture.rows() / 12);
            int side = Math.max(2, picture.cols() / 60);
            Mat out = bordered(picture, top, bottom, side, side, new Scalar(246, 244, 242));
            write(out, "gallery / today", side * 4.0, top * 0.65, top / 60.0, new Scalar(60, 60, 60));
            for (int i = 0; i < 4; i++) {
                Point middle = new Point(out.cols() * (0.2 + 0.2 * i), out.rows() - bottom / 2.0);
                Imgproc.circle(out, middle, bottom / 4, new Scalar(160, 120, 80), 2, Imgproc.LINE_AA);
            }
            return out;
        };
    }

    /** Reduced to a share of the sides and laid over something else, which keeps this picture's size. */
    static Step pastedOnClouds(double share) {
        return (picture, random) -> {
            Mat ground = clouds(picture.size(), random);
            paste(ground, picture, share, random);
            return ground;
        };
    }

    /** Reduced so that it fills a share of another picture's sides, and laid over that. */
    static Step pastedOn(Picture background, double share) {
        return (picture, random) -> {
            Mat ground = new Mat(background.height(), background.width(), CvType.CV_8UC3);
            ground.put(0, 0, background.bgr());
            paste(ground, picture, share, random);
            return ground;
        };
    }

    private static void paste(Mat ground, Mat picture, double share, SplittableRandom random) {
        double fit = share * Math.min((double) ground.cols() / picture.cols(), (double) ground.rows() / picture.rows());
        Mat small = Sizes.resized(picture, picture.cols() * fit, picture.rows() * fit);
        int x = random.nextInt(ground.cols() - small.cols() + 1);
        int y = random.nextInt(ground.rows() - small.rows() + 1);
        Mat window = new Mat(ground, new Rect(x, y, small.cols(), small.rows()));
        small.copyTo(window);
        window.release();
        small.release();
    }

    /** Soft patches of colour with some shapes on them: nobody's photograph. */
    private static Mat clouds(Size size, SplittableRandom random) {
        Mat coarse = new Mat(9, 12, CvType.CV_8UC3);
        byte[] samples = new byte[coarse.rows() * coarse.cols() * 3];
        random.nextBytes(samples);
        coarse.put(0, 0, samples);
        Mat out = new Mat();
        Imgproc.resize(coarse, out, size, 0, 0, Imgproc.INTER_CUBIC);
        coarse.release();
        for (int i = 0; i < 24; i++) {
            Point middle = new Point(size.width * random.nextDouble(), size.height * random.nextDouble());
            Imgproc.circle(out, middle, (int) (size.height * 0.05 * random.nextDouble()) + 2, colour(random), -1);
        }
        return out;
    }

    private static Mat bordered(Mat picture, int top, int bottom, int left, int right, Scalar colour) {
        Mat out = new Mat();
        Core.copyMakeBorder(picture, out, top, bottom, left, right, Core.BORDER_CONSTANT, colour);
        return out;
    }

    private static void write(Mat out, String line, double x, double y, double size, Scalar colour) {
        int thickness = Math.max(2, (int) (size * 2.1));
        Point at = new Point((int) x, (int) y);
        Imgproc.putText(out, line, at, Imgproc.FONT_HERSHEY_SIMPLEX, size, WHITE, thickness + 3, Imgproc.LINE_AA);
        Imgproc.putText(out, line, at, Imgproc.FONT_HERSHEY_SIMPLEX, size, colour, thickness, Imgproc.LINE_AA);
    }

    private static Scalar colour(SplittableRandom random) {
        return new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}

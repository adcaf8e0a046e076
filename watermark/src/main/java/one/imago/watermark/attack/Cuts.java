package one.imago.watermark.attack;

import java.util.SplittableRandom;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/** A part of the picture. */
final class Cuts {
    private Cuts() {}

    /** The middle, with a share of the area. */
    static Step centre(double area) {
        return (picture, random) -> middle(picture, Math.sqrt(area), Math.sqrt(area));
    }

    /** The middle, with shares of width and height. */
    static Step part(double width, double height) {
        return (picture, random) -> middle(picture, width, height);
    }

    /** One of the four corners, with a share of the area. */
    static Step corner(double area) {
        return (picture, random) -> {
            int width = (int) Math.rint(picture.cols() * Math.sqrt(area));
            int height = (int) Math.rint(picture.rows() * Math.sqrt(area));
            int which = random.nextInt(4);
            int x = (which & 1) == 0 ? 0 : picture.cols() - width;
            int y = which < 2 ? 0 : picture.rows() - height;
            return part(picture, x, y, width, height);
        };
    }

    /** Anywhere, with a share of the area. */
    static Step anywhere(double area) {
        return (picture, random) -> somewhere(picture, Math.sqrt(area), Math.sqrt(area), random);
    }

    /** A share of each side is cut away, some of it left and top, the rest right and bottom. */
    static Step border(double share) {
        return (picture, random) -> somewhere(picture, 1 - share, 1 - share, random);
    }

    /** Strips cut away, as shares of the picture's width and height. */
    static Step strips(double left, double top, double right, double bottom) {
        return (picture, random) -> {
            int x = (int) Math.rint(picture.cols() * left);
            int y = (int) Math.rint(picture.rows() * top);
            int width = picture.cols() - x - (int) Math.rint(picture.cols() * right);
            int height = picture.rows() - y - (int) Math.rint(picture.rows() * bottom);
            return part(picture, x, y, width, height);
        };
    }

    /** So many columns cut away at the left and rows at the top. */
    static Step pixels(int left, int top) {
        return (picture, random) -> part(picture, left, top, picture.cols() - left, picture.rows() - top);
    }

    /** The largest middle with this ratio of width to height. */
    static Step ratio(double ratio) {
        return (picture, random) -> {
            double now = (double) picture.cols() / picture.rows();
            return middle(picture, Math.min(1, ratio / now), Math.min(1, now / ratio));
        };
    }

    static Mat middle(Mat picture, double width, double height) {
        int w = Math.max(1, (int) Math.rint(picture.cols() * width));
        int h = Math.max(1, (int) Math.rint(picture.rows() * height));
        return part(picture, (picture.cols() - w) / 2, (picture.rows() - h) / 2, w, h);
    }

    private static Mat somewhere(Mat picture, double width, double height, SplittableRandom random) {
        int w = Math.max(1, (int) Math.rint(picture.cols() * width));
        int h = Math.max(1, (int) Math.rint(picture.rows() * height));
        int x = random.nextInt(picture.cols() - w + 1);
        int y = random.nextInt(picture.rows() - h + 1);
        return part(picture, x, y, w, h);
    }

    private static Mat part(Mat picture, int x, int y, int width, int height) {
        Mat window = new Mat(picture, new Rect(x, y, width, height));
        try {
            return window.clone();
        } finally {
            window.release();
        }
    }
}

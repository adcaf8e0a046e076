package one.imago.watermark.drawing;

import java.nio.charset.StandardCharsets;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A picture while it is being drawn: samples as brightness or heat, circles, lines and a caption. Holds native memory
 * until it is closed. Used by one thread.
 */
public final class Drawing implements AutoCloseable {
    private static final int CAPTION = 24;
    private static final double LETTERS = 0.42;

    static {
        LocalPictureDecoder.loadLibrary();
    }

    private Mat pixels;

    private Drawing(Mat pixels) {
        this.pixels = pixels;
    }

    public static Drawing of(Picture picture) {
        Mat mat = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        mat.put(0, 0, picture.bgr());
        return new Drawing(mat);
    }

    /** A dark sheet. */
    public static Drawing sheet(int width, int height) {
        return new Drawing(new Mat(height, width, CvType.CV_8UC3, new Scalar(28, 24, 24)));
    }

    /** Values row by row as brightness, black at {@code low} and white at {@code high}. */
    public static Drawing gray(int width, float[] values, double low, double high) {
        return levels(width, values, low, high, Imgproc.COLOR_GRAY2BGR);
    }

    /** Values row by row as heat, from black at {@code low} over red to light yellow at {@code high}. */
    public static Drawing heat(int width, float[] values, double low, double high) {
        Drawing drawing = levels(width, values, low, high, Imgproc.COLOR_GRAY2BGR);
        Imgproc.applyColorMap(drawing.pixels, drawing.pixels, Imgproc.COLORMAP_INFERNO);
        return drawing;
    }

    private static Drawing levels(int width, float[] values, double low, double high, int conversion) {
        byte[] levels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            levels[i] = (byte) Math.max(0, Math.min(255, Math.round(255 * (values[i] - low) / (high - low))));
        }
        Mat gray = new Mat(values.length / width, width, CvType.CV_8U);
        Mat bgr = new Mat();
        gray.put(0, 0, levels);
        Imgproc.cvtColor(gray, bgr, conversion);
        gray.release();
        return new Drawing(bgr);
    }

    public int width() {
        return pixels.cols();
    }

    public int height() {
        return pixels.rows();
    }

    /** Every pixel becomes a square of so many. */
    public Drawing enlarged(int factor) {
        return resized(factor * width(), factor * height(), Imgproc.INTER_NEAREST);
    }

    /** With a longer side of so many pixels at most. */
    public Drawing within(int side) {
        double scale = Math.min(1, (double) side / Math.max(width(), height()));
        return scale == 1 ? this : scaled(scale);
    }

    /** With a longer side of so many pixels. */
    public Drawing fitted(int side) {
        return scaled((double) side / Math.max(width(), height()));
    }

    private Drawing scaled(double scale) {
        int width = (int) Math.max(1, Math.round(scale * width()));
        int height = (int) Math.max(1, Math.round(scale * height()));
        return resized(width, height, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
    }

    private Drawing resized(int width, int height, int interpolation) {
        Mat resized = new Mat();
        Imgproc.resize(pixels, resized, new Size(width, height), 0, 0, interpolation);
        return become(resized);
    }

    /**
     * The same seen through a homography, on a sheet.
     *
     * @param h from here to there, row by row
     */
    public Drawing warped(double[] h, int width, int height) {
        Mat homography = new Mat(3, 3, CvType.CV_64F);
        homography.put(0, 0, h);
        Mat warped = new Mat(height, width, CvType.CV_8UC3);
        Imgproc.warpPerspective(
                pixels,
                warped,
                homography,
                warped.size(),
                Imgproc.INTER_LINEAR,
                Core.BORDER_CONSTANT,
                new Scalar(28, 24, 24));
        homography.release();
        return become(warped);
    }

    /** Lays another drawing upon this one, whose left upper corner comes to (x, y). */
    public Drawing lay(Drawing other, int x, int y) {
        Mat place = pixels.submat(new Rect(x, y, other.width(), other.height()));
        other.pixels.copyTo(place);
        place.release();
        return this;
    }

    public Drawing circle(double x, double y, int radius, Ink ink) {
        Imgproc.circle(pixels, point(x, y), radius, ink.bgr(), 1, Imgproc.LINE_AA);
        return this;
    }

    public Drawing line(double x0, double y0, double x1, double y1, Ink ink) {
        Imgproc.line(pixels, point(x0, y0), point(x1, y1), ink.bgr(), 1, Imgproc.LINE_AA);
        return this;
    }

    /** A closed outline. */
    public Drawing outline(double[][] corners, Ink ink) {
        Point[] points = new Point[corners.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = point(corners[i][0], corners[i][1]);
        }
        MatOfPoint polygon = new MatOfPoint(points);
        Imgproc.polylines(pixels, java.util.List.of(polygon), true, ink.bgr(), 2, Imgproc.LINE_AA);
        polygon.release();
        return this;
    }

    /** Adds lines of writing below, in ASCII. */
    public Drawing caption(Ink ink, String... lines) {
        Mat with = new Mat(height() + CAPTION * lines.length, width(), CvType.CV_8UC3, new Scalar(28, 24, 24));
        Mat above = with.rowRange(0, height());
        pixels.copyTo(above);
        above.release();
        for (int i = 0; i < lines.length; i++) {
            Imgproc.putText(
                    with,
                    new String(lines[i].getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII),
                    new Point(6, height() + CAPTION * i + 16),
                    Imgproc.FONT_HERSHEY_SIMPLEX,
                    LETTERS,
                    ink.bgr(),
                    1,
                    Imgproc.LINE_AA);
        }
        return become(with);
    }

    public Picture picture() {
        byte[] bgr = new byte[3 * width() * height()];
        pixels.get(0, 0, bgr);
        return new Picture(width(), height(), bgr);
    }

    @Override
    public void close() {
        pixels.release();
    }

    private Drawing become(Mat drawn) {
        pixels.release();
        pixels = drawn;
        return this;
    }

    private static Point point(double x, double y) {
        return new Point(Math.rint(x), Math.rint(y));
    }
}

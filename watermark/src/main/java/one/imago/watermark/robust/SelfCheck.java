package one.imago.watermark.robust;

import one.imago.watermark.codec.Raster;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Makes two copies of a marked picture as strangers would, in memory, and measures how surely the mark reads from them:
 * the middle as JPEG 50, and half the area at half the size as JPEG 70. Their geometry is known, so nothing is searched.
 */
final class SelfCheck {
    /** What is copied of a large picture: a mark that reads from this much reads from more. */
    private static final int MOST_PIXELS = 1_000_000;

    private static final int COMPRESSED = 50;
    private static final int HALVED = 70;

    /** Mean over deviation of the coded bits at which the decoder fails in one case of two. */
    private static final double DECODABLE = 0.68;

    private SelfCheck() {}

    /**
     * How much is to spare: 1 where the worse copy is just decodable, 2 where the mark could be half as strong. The
     * measure grows in proportion to the strength.
     */
    static double margin(Raster marked, byte[] coded, Shift shift, Layout layout) {
        Canvas canvas = new Canvas(marked);
        double compressed = compressed(canvas, coded, shift, layout);
        double halved = halved(canvas, coded, shift, layout);
        return Math.min(compressed, halved) / DECODABLE;
    }

    private static double compressed(Canvas canvas, byte[] coded, Shift shift, Layout layout) {
        Rect middle = middle(canvas, 1);
        Mat luma = copy(canvas, middle);
        try {
            return clarity(jpeg(luma, COMPRESSED), Matrix2.IDENTITY, at(middle, 0, shift), coded, layout);
        } finally {
            luma.release();
        }
    }

    private static double halved(Canvas canvas, byte[] coded, Shift shift, Layout layout) {
        Rect middle = middle(canvas, 0.5);
        Mat luma = copy(canvas, middle);
        try {
            Imgproc.resize(luma, luma, new Size(middle.width >> 1, middle.height >> 1), 0, 0, Imgproc.INTER_AREA);
            // The first pixel's centre lies half a pixel inside of where it lay.
            return clarity(jpeg(luma, HALVED), new Matrix2(2, 0, 0, 2), at(middle, 0.5, shift), coded, layout);
        } finally {
            luma.release();
        }
    }

    private static Alignment at(Rect part, double inside, Shift shift) {
        return new Alignment(0, false, -part.x - inside - shift.x(), -part.y - inside - shift.y(), 1);
    }

    private static Rect middle(Canvas canvas, double share) {
        double pixels = (double) canvas.width() * canvas.height();
        double scale = Math.sqrt(Math.min(share, MOST_PIXELS * share / pixels));
        int width = (int) (canvas.width() * scale) & ~1;
        int height = (int) (canvas.height() * scale) & ~1;
        return new Rect((canvas.width() - width) / 2, (canvas.height() - height) / 2, width, height);
    }

    private static Mat copy(Canvas canvas, Rect part) {
        Mat rows = canvas.luma(part.y, part.height);
        Mat columns = rows.colRange(part.x, part.x + part.width);
        Mat copy = columns.clone();
        columns.release();
        rows.release();
        return copy;
    }

    private static Mat jpeg(Mat luma, int quality) {
        Mat bytes = new Mat();
        MatOfByte encoded = new MatOfByte();
        MatOfInt flags = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
        try {
            luma.convertTo(bytes, CvType.CV_8U);
            Imgcodecs.imencode(".jpg", bytes, encoded, flags);
            Mat decoded = Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_GRAYSCALE);
            decoded.convertTo(decoded, CvType.CV_32F);
            return decoded;
        } finally {
            bytes.release();
            encoded.release();
            flags.release();
        }
    }

    /** Mean over deviation of what the reader makes of the coded bits. */
    private static double clarity(Mat copy, Matrix2 geometry, Alignment alignment, byte[] coded, Layout layout) {
        Mat residual = Residual.of(copy);
        copy.release();
        float[] soft = Reader.soft(Fold.of(residual, geometry), alignment, layout);
        residual.release();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < soft.length; i++) {
            double right = coded[i] == 0 ? soft[i] : -soft[i];
            sum += right;
            squares += right * right;
        }
        double mean = sum / soft.length;
        // Of a copy that compression made one colour, nothing is left to read.
        return squares == 0 ? 0 : mean / Math.sqrt(squares / soft.length - mean * mean + 1e-9);
    }
}

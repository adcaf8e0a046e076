package one.imago.watermark.likeness;

import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * How the picture in question lies on a work: a homography from its working frame into that of the work, and what of
 * each is seen in the other.
 *
 * @param h the homography, row by row, h[8] = 1
 * @param ofWork share of the work's frame that the picture in question shows, 0 to 1
 * @param ofQuery share of the picture in question that shows the work's frame, 0 to 1
 * @param span of the work's longer side on the picture in question, in longer sides of that
 */
record View(double[] h, double ofWork, double ofQuery, double span) {
    /** A view of a flat picture: orientation kept, scaled by 1/20 to 20, neither stretched nor tilted much. */
    private static final double MOST_SCALE = 20;

    private static final double MOST_STRETCH = 2.5;
    private static final double MOST_TILT = 2.5;

    /** Null when no camera and no editor would make such a view. */
    static @Nullable View of(Mat homography, Look look, Sketch work) {
        double[] h = new double[9];
        homography.get(0, 0, h);
        double width = look.width();
        double height = look.height();
        double[] center = jacobian(h, width / 2, height / 2);
        double area = center[0] * center[3] - center[1] * center[2];
        double scale = Math.sqrt(Math.max(0, area));
        if (!(scale > 1 / MOST_SCALE && scale < MOST_SCALE) || stretch(center) > MOST_STRETCH) {
            return null;
        }
        double[][] corners = {{0, 0}, {width, 0}, {width, height}, {0, height}};
        for (double[] corner : corners) {
            double[] j = jacobian(h, corner[0], corner[1]);
            double there = j[0] * j[3] - j[1] * j[2];
            if (!(there > area / MOST_TILT && there < area * MOST_TILT) || weight(h, corner[0], corner[1]) <= 0) {
                return null;
            }
        }
        double[][] shown = Overlap.clip(map(h, corners), work.width(), work.height());
        double[] back = inverse(h);
        double[][] frame = {{0, 0}, {work.width(), 0}, {work.width(), work.height()}, {0, work.height()}};
        double ofWork = Overlap.area(shown) / ((double) work.width() * work.height());
        // What is shown of the work, back in the query: the frame itself may have a vanishing line.
        double ofQuery = Overlap.area(map(back, shown.length == 0 ? frame : shown)) / (width * height);
        double span = Math.max(work.width(), work.height()) / (scale * Math.max(width, height));
        return new View(h, Math.min(1, ofWork), shown.length == 0 ? 0 : Math.min(1, ofQuery), span);
    }

    /** Scale from query to work at the middle of the query. */
    double scale(Look look) {
        double[] j = jacobian(h, look.width() / 2.0, look.height() / 2.0);
        return Math.sqrt(Math.abs(j[0] * j[3] - j[1] * j[2]));
    }

    static double[][] map(double[] h, double[][] points) {
        double[][] mapped = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            double x = points[i][0];
            double y = points[i][1];
            double w = weight(h, x, y);
            mapped[i] = new double[] {(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w};
        }
        return mapped;
    }

    private static double weight(double[] h, double x, double y) {
        return h[6] * x + h[7] * y + h[8];
    }

    private static double[] jacobian(double[] h, double x, double y) {
        double w = weight(h, x, y);
        double u = (h[0] * x + h[1] * y + h[2]) / w;
        double v = (h[3] * x + h[4] * y + h[5]) / w;
        return new double[] {(h[0] - u * h[6]) / w, (h[1] - u * h[7]) / w, (h[3] - v * h[6]) / w, (h[4] - v * h[7]) / w
        };
    }

    /** Ratio of the singular values. */
    private static double stretch(double[] j) {
        double sum = j[0] * j[0] + j[1] * j[1] + j[2] * j[2] + j[3] * j[3];
        double det = j[0] * j[3] - j[1] * j[2];
        double root = Math.sqrt(Math.max(0, sum * sum - 4 * det * det));
        return Math.sqrt((sum + root) / Math.max(1e-12, sum - root));
    }

    static double[] inverse(double[] h) {
        double a = h[4] * h[8] - h[5] * h[7];
        double b = h[2] * h[7] - h[1] * h[8];
        double c = h[1] * h[5] - h[2] * h[4];
        double d = h[5] * h[6] - h[3] * h[8];
        double e = h[0] * h[8] - h[2] * h[6];
        double f = h[2] * h[3] - h[0] * h[5];
        double g = h[3] * h[7] - h[4] * h[6];
        double i = h[1] * h[6] - h[0] * h[7];
        double k = h[0] * h[4] - h[1] * h[3];
        return new double[] {a / k, b / k, c / k, d / k, e / k, f / k, g / k, i / k, 1};
    }
}

package one.imago.watermark.robust;

/**
 * Where a pixel of the received picture stood in the marked one, in pixels up to whole tiles: a homography, so that a
 * photograph of a print or a screen taken at a slight angle can be followed too.
 *
 * @param a to f numerators' factors: X = (a x + b y + c) / w, Y = (d x + e y + f) / w
 * @param g perspective: w = g x + h y + 1
 */
record Warp(double a, double b, double c, double d, double e, double f, double g, double h) {
    /** The picture's own coordinates A x + t, from the matrix that takes marked to received frequencies. */
    static Warp of(Matrix2 matrix, double x, double y) {
        return new Warp(matrix.xx(), matrix.yx(), x, matrix.xy(), matrix.yy(), y, 0, 0);
    }

    double x(double x, double y) {
        return (a * x + b * y + c) / (g * x + h * y + 1);
    }

    double y(double x, double y) {
        return (d * x + e * y + f) / (g * x + h * y + 1);
    }

    /** The affine map that agrees with this one in value and first derivatives at a point. */
    Warp near(double x, double y) {
        double w = g * x + h * y + 1;
        double px = x(x, y);
        double py = y(x, y);
        double xx = (a - g * px) / w;
        double xy = (b - h * px) / w;
        double yx = (d - g * py) / w;
        double yy = (e - h * py) / w;
        return new Warp(xx, xy, px - xx * x - xy * y, yx, yy, py - yx * x - yy * y, 0, 0);
    }

    /** The same turned by half a turn. */
    Warp turned() {
        return new Warp(-a, -b, -c, -d, -e, -f, g, h);
    }

    /** The affine map with the same scales and no turn but by quarters, that agrees with this one at a point. */
    Warp withAxes(double x, double y) {
        double sx = Math.hypot(a, b);
        double sy = Math.hypot(d, e);
        return Math.abs(a) + Math.abs(e) >= Math.abs(b) + Math.abs(d)
                ? through(Math.copySign(sx, a), 0, 0, Math.copySign(sy, e), x, y)
                : through(0, Math.copySign(sx, b), Math.copySign(sy, d), 0, x, y);
    }

    /** The nearest affine map that only turns, mirrors and scales both ways alike, agreeing with this one at a point. */
    Warp withOneScale(double x, double y) {
        int hand = a * e - b * d < 0 ? -1 : 1;
        double cos = 0.5 * (a + hand * e);
        double sin = 0.5 * (d - hand * b);
        return through(cos, -hand * sin, sin, hand * cos, x, y);
    }

    private Warp through(double xx, double xy, double yx, double yy, double x, double y) {
        return new Warp(xx, xy, x(x, y) - xx * x - xy * y, yx, yy, y(x, y) - yx * x - yy * y, 0, 0);
    }

    Warp shifted(double x, double y) {
        return new Warp(a + g * x, b + h * x, c + x, d + g * y, e + h * y, f + y, g, h);
    }

    /** Whether its denominator stays well away from zero over a picture and nothing in it is infinite. */
    boolean sane(int width, int height) {
        double far = Math.abs(g) * width + Math.abs(h) * height;
        return far < 0.5 && Double.isFinite(a + b + c + d + e + f);
    }

    /**
     * The homography that takes a rectangle to a quadrangle.
     *
     * @param px corners of the quadrangle for (x0, y0), (x1, y0), (x1, y1), (x0, y1)
     */
    static Warp between(double x0, double y0, double x1, double y1, double[] px, double[] py) {
        double dx1 = px[1] - px[2];
        double dx2 = px[3] - px[2];
        double sx = px[0] - px[1] + px[2] - px[3];
        double dy1 = py[1] - py[2];
        double dy2 = py[3] - py[2];
        double sy = py[0] - py[1] + py[2] - py[3];
        double det = dx1 * dy2 - dx2 * dy1;
        double u = (sx * dy2 - dx2 * sy) / det;
        double v = (dx1 * sy - sx * dy1) / det;
        double width = x1 - x0;
        double height = y1 - y0;
        double g = u / width;
        double h = v / height;
        double a = (px[1] - px[0] + u * px[1]) / width;
        double b = (px[3] - px[0] + v * px[3]) / height;
        double d = (py[1] - py[0] + u * py[1]) / width;
        double e = (py[3] - py[0] + v * py[3]) / height;
        double w = 1 - g * x0 - h * y0;
        double c = px[0] - a * x0 - b * y0;
        double f = py[0] - d * x0 - e * y0;
        return new Warp(a / w, b / w, c / w, d / w, e / w, f / w, g / w, h / w);
    }
}

package one.imago.watermark.robust;

/**
 * Where a frequency of the marked picture is found in the picture received: received = M * marked, in cycles a pixel, x
 * right, y down. Then a pixel p received shows what stood at transpose(M) * p, up to a shift.
 */
record Matrix2(double xx, double xy, double yx, double yy) {
    static final Matrix2 IDENTITY = new Matrix2(1, 0, 0, 1);

    double x(double u, double v) {
        return xx * u + xy * v;
    }

    double y(double u, double v) {
        return yx * u + yy * v;
    }

    Matrix2 times(Matrix2 right) {
        return new Matrix2(
                xx * right.xx + xy * right.yx,
                xx * right.xy + xy * right.yy,
                yx * right.xx + yy * right.yx,
                yx * right.xy + yy * right.yy);
    }

    Matrix2 transposed() {
        return new Matrix2(xx, yx, xy, yy);
    }

    double determinant() {
        return xx * yy - xy * yx;
    }

    /** The largest difference of an element. */
    double distance(Matrix2 other) {
        return Math.max(
                Math.max(Math.abs(xx - other.xx), Math.abs(xy - other.xy)),
                Math.max(Math.abs(yx - other.yx), Math.abs(yy - other.yy)));
    }
}

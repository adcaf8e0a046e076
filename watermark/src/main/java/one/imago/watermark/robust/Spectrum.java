package one.imago.watermark.robust;

/**
 * The spectrum of a residual folded to one tile: the mean over the picture of r(p) exp(-2 pi i (u x + v y) / 128), with
 * (x, y) in pixels of the marked picture, for whole u and v between -64 and 63.
 */
final class Spectrum {
    private static final int SIDE = 2 * Layout.TILE;

    private final float[] complex;
    private final int xu;
    private final int xv;
    private final int yu;
    private final int yv;

    /**
     * @param complex 256 x 256 numbers, real and imaginary part in turn
     */
    Spectrum(float[] complex) {
        this(complex, 1, 0, 0, 1);
    }

    private Spectrum(float[] complex, int xu, int xv, int yu, int yv) {
        this.complex = complex;
        this.xu = xu;
        this.xv = xv;
        this.yu = yu;
        this.yv = yv;
    }

    /** The same fold under another matrix whose elements are 0, 1 and -1. */
    Spectrum under(Matrix2 pose) {
        return new Spectrum(complex, (int) pose.xx(), (int) pose.xy(), (int) pose.yx(), (int) pose.yy());
    }

    double re(int u, int v) {
        return complex[at(u, v)];
    }

    double im(int u, int v) {
        return complex[at(u, v) + 1];
    }

    private int at(int u, int v) {
        int column = (xu * u + xv * v) & (SIDE - 1);
        int row = (yu * u + yv * v) & (SIDE - 1);
        return 2 * (row * SIDE + column);
    }
}

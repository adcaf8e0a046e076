package one.imago.watermark.robust;

/**
 * The pilot lines as the search for the geometry sees them.
 *
 * @param u lattice column of each line, in lines per tile; positive and negative
 * @param v lattice row of each line
 * @param cosine of the keyed phase of each line
 * @param sine of the keyed phase of each line
 */
record Pilots(int[] u, int[] v, double[] cosine, double[] sine) {
    static Pilots of(Layout layout) {
        return new Pilots(layout.pilotU, layout.pilotV, layout.pilotCosine, layout.pilotSine);
    }

    int count() {
        return u.length;
    }

    /** Horizontal frequency in cycles per pixel of the marked picture. */
    double fx(int k) {
        return (double) u[k] / Layout.TILE;
    }

    double fy(int k) {
        return (double) v[k] / Layout.TILE;
    }

    double radius(int k) {
        return Math.hypot(fx(k), fy(k));
    }

    /**
     * Takes the keyed phases out of measured lines, and adds the result to a sum.
     *
     * @param lines real and imaginary part in turn
     * @param reversed for a picture turned by half a turn: its lines are the conjugates
     */
    void addKeyed(float[] lines, boolean reversed, float[] sum) {
        int sign = reversed ? -1 : 1;
        for (int k = 0; k < u.length; k++) {
            float re = lines[2 * k];
            float im = sign * lines[2 * k + 1];
            sum[2 * k] += (float) (re * cosine[k] + im * sine[k]);
            sum[2 * k + 1] += (float) (im * cosine[k] - re * sine[k]);
        }
    }
}

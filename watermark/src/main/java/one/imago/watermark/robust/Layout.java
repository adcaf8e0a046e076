package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import one.imago.watermark.mark.MarkKey;

/**
 * Where in the spectrum of the tile the mark stands. A line (u, v) is the wave of u cycles to the right and v cycles
 * down in a tile; with it goes its mirror image (-u, -v), so that half the plane says all. Pilots stand at the same
 * lines for every key: the search for the geometry does not know the key. Their phases, and everything about the other
 * lines, follow from the key. Immutable: the arrays are read, never written.
 */
final class Layout {
    /** Pixels of a side of the tile. */
    static final int TILE = 128;

    /** Cycles in a tile, squared: 0.03 to 0.25 cycles a pixel. */
    private static final int LEAST_SQUARE = 15;

    private static final int MOST_SQUARE = 1024;

    // Chosen so that radii are spread evenly on a logarithmic scale, and that no turn by a right angle and no mirror
    // lays the constellation on itself.
    private static final int[] PILOT_U = {
        2, -5, -2, 5, 7, -5, 4, -8, -2, 7, -8, 9, 2, -5, 6, 11, -11, -8, -2, -10, 11, 4, 10, 8, -7, -13, -14, -4, -10,
        6, -13, 3, 16, 15, -6, 11, -14, -17, 19, 6, -21, 13, 20, 23, -19, 3, -26, -12, 20, 9, -29, -25
    };
    private static final int[] PILOT_V = {
        5, 3, 6, 4, 2, 6, 7, 2, 9, 6, 5, 4, 10, 9, 9, 2, 3, 9, 12, 7, 6, 12, 9, 11, 12, 5, 2, 14, 11, 14, 9, 16, 5, 9,
        17, 15, 13, 10, 7, 20, 5, 18, 11, 5, 15, 25, 2, 24, 19, 27, 5, 17
    };

    private static final Layout LOCATOR = new Layout(MarkKey.LOCATOR);

    /** Payload lines, by rising radius. */
    final int[] u;

    final int[] v;
    /** Cycles a pixel. */
    final double[] radius;
    /** Carrier phase of each payload line, as a number on the unit circle. */
    final double[] cosine;

    final double[] sine;
    /** Coded bit of each chip; line i has chips 2i (real part) and 2i + 1 (imaginary part). */
    final int[] bit;

    final int[] pilotU = PILOT_U;
    final int[] pilotV = PILOT_V;
    final double[] pilotRadius;
    final double[] pilotCosine;
    final double[] pilotSine;

    private Layout(MarkKey key) {
        List<int[]> lines = lines();
        int n = lines.size();
        u = new int[n];
        v = new int[n];
        radius = new double[n];
        cosine = new double[n];
        sine = new double[n];
        KeyStream phases = new KeyStream(key, "lines");
        for (int i = 0; i < n; i++) {
            u[i] = lines.get(i)[0];
            v[i] = lines.get(i)[1];
            radius[i] = radius(u[i], v[i]);
            double angle = 2 * Math.PI / 256 * phases.nextByte();
            cosine[i] = StrictMath.cos(angle);
            sine[i] = StrictMath.sin(angle);
        }
        bit = bits(key, 2 * n);
        int pilots = PILOT_U.length;
        pilotRadius = new double[pilots];
        pilotCosine = new double[pilots];
        pilotSine = new double[pilots];
        KeyStream pilotPhases = new KeyStream(key, "pilots");
        for (int i = 0; i < pilots; i++) {
            pilotRadius[i] = radius(pilotU[i], pilotV[i]);
            double angle = 2 * Math.PI / 256 * pilotPhases.nextByte();
            pilotCosine[i] = StrictMath.cos(angle);
            pilotSine[i] = StrictMath.sin(angle);
        }
    }

    static Layout of(MarkKey key) {
        return key.equals(MarkKey.LOCATOR) ? LOCATOR : new Layout(key);
    }

    int lineCount() {
        return u.length;
    }

    int pilotCount() {
        return pilotU.length;
    }

    /** Logarithm of a radius over a pilot's. */
    double logRatio(double of, int pilot) {
        return Math.log(of / pilotRadius[pilot]);
    }

    private static double radius(int u, int v) {
        return Math.sqrt(u * u + v * v) / TILE;
    }

    private static List<int[]> lines() {
        List<int[]> lines = new ArrayList<>();
        for (int v = 0; v < TILE / 2; v++) {
            for (int u = 1 - TILE / 2; u < TILE / 2; u++) {
                int square = u * u + v * v;
                boolean upper = v > 0 || u > 0;
                if (upper && square >= LEAST_SQUARE && square <= MOST_SQUARE && !isPilot(u, v)) {
                    lines.add(new int[] {u, v});
                }
            }
        }
        // Stable: equal radii stay in the order of v, then u.
        lines.sort(Comparator.comparingInt(line -> line[0] * line[0] + line[1] * line[1]));
        return lines;
    }

    private static boolean isPilot(int u, int v) {
        for (int i = 0; i < PILOT_U.length; i++) {
            if (PILOT_U[i] == u && PILOT_V[i] == v) {
                return true;
            }
        }
        return false;
    }

    /** One permutation of all coded bits after another, so that every band of frequencies carries every bit. */
    private static int[] bits(MarkKey key, int chips) {
        int[] bits = new int[chips];
        int[] order = {};
        for (int i = 0; i < chips; i++) {
            int place = i % PolarCode.LENGTH;
            if (place == 0) {
                order = new KeyStream(key, "bits " + i / PolarCode.LENGTH).permutation(PolarCode.LENGTH);
            }
            bits[i] = order[place];
        }
        return bits;
    }
}

package one.imago.watermark.robust;

import java.util.Arrays;

/**
 * Strength and phase of every pilot in a part of a picture under an affine geometry: the part is folded into one tile,
 * and only the lattice lines that hold pilots are transformed. Keeps its working arrays: one thread at a time.
 */
final class PilotLines {
    private static final int TILE = Layout.TILE;
    private static final int HALF = TILE / 2;
    private static final float[] COSINE = new float[TILE];
    private static final float[] SINE = new float[TILE];

    static {
        for (int i = 0; i < TILE; i++) {
            COSINE[i] = (float) Math.cos(2 * Math.PI * i / TILE);
            SINE[i] = (float) Math.sin(2 * Math.PI * i / TILE);
        }
    }

    private final Pilots pilots;
    /** The |u| in use. */
    private final int[] columns;

    private final float[] tile = new float[TILE * TILE];
    /** Sum and difference of the tile's columns x and -x. */
    private final float[] even = new float[HALF * TILE];

    private final float[] odd = new float[HALF * TILE];
    private final float[] real = new float[HALF * TILE];
    private final float[] imaginary = new float[HALF * TILE];

    PilotLines(Pilots pilots) {
        this.pilots = pilots;
        columns = Arrays.stream(pilots.u()).map(Math::abs).distinct().toArray();
    }

    /** Measures the part from (x0, y0) to before (x1, y1); returns real and imaginary parts in turn. */
    float[] measure(Plane plane, Warp affine, int x0, int y0, int x1, int y1) {
        fold(plane, affine, x0, y0, x1, y1);
        transformColumns();
        float[] lines = new float[2 * pilots.count()];
        for (int k = 0; k < pilots.count(); k++) {
            int u = pilots.u()[k];
            int at = Math.abs(u) * TILE;
            int v = pilots.v()[k];
            float re = 0;
            float im = 0;
            int angle = 0;
            int sign = u < 0 ? -1 : 1;
            for (int y = 0; y < TILE; y++) {
                float cos = COSINE[angle];
                float sin = SINE[angle];
                float fr = real[at + y];
                float fi = sign * imaginary[at + y];
                re += fr * cos + fi * sin;
                im += fi * cos - fr * sin;
                angle = (angle + v) & (TILE - 1);
            }
            lines[2 * k] = re;
            lines[2 * k + 1] = im;
        }
        return lines;
    }

    /** Adds every pixel to the cell it falls in, column by column of the tile. */
    private void fold(Plane plane, Warp affine, int x0, int y0, int x1, int y1) {
        Arrays.fill(tile, 0);
        int stepX = fixed(affine.a());
        int stepY = fixed(affine.d());
        float[] samples = plane.samples();
        for (int y = y0; y < y1; y++) {
            int px = fixed(affine.a() * x0 + affine.b() * y + affine.c() + 0.5);
            int py = fixed(affine.d() * x0 + affine.e() * y + affine.f() + 0.5);
            int end = y * plane.width() + x1;
            for (int i = y * plane.width() + x0; i < end; i++) {
                tile[((px >>> 25) << 7) | (py >>> 25)] += samples[i];
                px += stepX;
                py += stepY;
            }
        }
    }

    /** A position in pixels as a fraction of the tile, 2^32 to the tile, so that whole tiles drop out by overflow. */
    static int fixed(double pixels) {
        double tiles = pixels / TILE;
        return (int) (long) Math.rint((tiles - Math.floor(tiles)) * 0x1p32);
    }

    /** Transforms along x for every |u| in use: real and imaginary parts by y. */
    private void transformColumns() {
        for (int x = 1; x < HALF; x++) {
            mirror(x * TILE, (TILE - x) * TILE);
        }
        for (int u : columns) {
            int to = u * TILE;
            int flip = (u & 1) == 0 ? 1 : -1;
            for (int y = 0; y < TILE; y++) {
                real[to + y] = tile[y] + flip * tile[HALF * TILE + y];
                imaginary[to + y] = 0;
            }
            add(even, COSINE, 1, u, real, to);
            add(odd, SINE, -1, u, imaginary, to);
        }
    }

    private void mirror(int left, int right) {
        for (int y = 0; y < TILE; y++) {
            even[left + y] = tile[left + y] + tile[right + y];
            odd[left + y] = tile[left + y] - tile[right + y];
        }
    }

    private static void add(float[] from, float[] wave, int sign, int u, float[] to, int at) {
        for (int x = 1; x < HALF; x += 3) {
            add(
                    from,
                    x * TILE,
                    sign * wave[(u * x) & (TILE - 1)],
                    sign * wave[(u * (x + 1)) & (TILE - 1)],
                    sign * wave[(u * (x + 2)) & (TILE - 1)],
                    to,
                    at);
        }
    }

    /** Three columns at a time, since the sums' way to memory and back is what costs. */
    private static void add(float[] from, int column, float a, float b, float c, float[] to, int at) {
        for (int y = 0; y < TILE; y++) {
            to[at + y] += a * from[column + y] + b * from[column + TILE + y] + c * from[column + 2 * TILE + y];
        }
    }
}

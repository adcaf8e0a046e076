package one.imago.watermark.scene;

/** Smooth random fields over the plane, the same for the same seed on every machine. */
final class Noise {
    private final long seed;

    Noise(long seed) {
        this.seed = seed * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L;
    }

    /** Sum of octaves, each half as large and twice as fine; about -1 to 1. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double amplitude = 0.5;
        double frequency = 1;
        for (int i = 0; i < octaves; i++) {
            sum += amplitude * smooth(x * frequency + 37.2 * i, y * frequency + 11.7 * i);
            amplitude *= 0.5;
            frequency *= 2.03;
        }
        return sum;
    }

    /** Sharp crests where the field passes zero; 0 to 1. */
    double ridged(double x, double y, int octaves) {
        double sum = 0;
        double amplitude = 0.5;
        double frequency = 1;
        for (int i = 0; i < octaves; i++) {
            double crest = 1 - Math.abs(smooth(x * frequency + 19.1 * i, y * frequency + 7.3 * i));
            sum += amplitude * crest * crest;
            amplitude *= 0.5;
            frequency *= 2.11;
        }
        return sum;
    }

    /** Gradient noise, -1 to 1. */
    double smooth(double x, double y) {
        long x0 = (long) Math.floor(x);
        long y0 = (long) Math.floor(y);
        double fx = x - x0;
        double fy = y - y0;
        double u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
        double v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
        double top = mix(gradient(x0, y0, fx, fy), gradient(x0 + 1, y0, fx - 1, fy), u);
        double bottom = mix(gradient(x0, y0 + 1, fx, fy - 1), gradient(x0 + 1, y0 + 1, fx - 1, fy - 1), u);
        return 1.5 * mix(top, bottom, v);
    }

    /** Independent at every whole point, 0 to 1. */
    double white(long x, long y) {
        return (hash(x, y) >>> 11) * 0x1p-53;
    }

    private double gradient(long x, long y, double dx, double dy) {
        long h = hash(x, y);
        return ((h & 0xffff) / 32767.5 - 1) * dx + (((h >> 16) & 0xffff) / 32767.5 - 1) * dy;
    }

    private long hash(long x, long y) {
        long h = seed ^ (x * 0xbf58476d1ce4e5b9L) ^ Long.rotateLeft(y * 0x94d049bb133111ebL, 31);
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }

    static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }
}

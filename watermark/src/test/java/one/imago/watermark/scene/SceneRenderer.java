package one.imago.watermark.scene;

import one.imago.node.picture.Picture;

/**
 * Renders a mountain lake: a sky with clouds and a low sun, ridges in haze, their reflection in rippled water, a grassy
 * shore, film grain. It has what makes real photographs hard for a mark: smooth gradients, busy texture, dark and bright
 * parts. The same seed and size give the same samples on every machine that rounds as Java does.
 */
public final class SceneRenderer {
    private static final int RIDGES = 4;

    private final int width;
    private final int height;
    private final Noise clouds;
    private final Noise terrain;
    private final Noise detail;
    private final Noise grain;
    private final double sunX;
    private final double horizon;
    private final double warmth;

    private SceneRenderer(long seed, int width, int height) {
        this.width = width;
        this.height = height;
        clouds = new Noise(4 * seed + 1);
        terrain = new Noise(4 * seed + 2);
        detail = new Noise(4 * seed + 3);
        grain = new Noise(4 * seed + 4);
        sunX = 0.2 + 0.6 * detail.white(1, 1);
        horizon = 0.56 + 0.06 * detail.white(2, 2);
        warmth = detail.white(3, 3);
    }

    /** Renders a picture. */
    public static Picture render(long seed, int width, int height) {
        return new SceneRenderer(seed, width, height).picture();
    }

    private Picture picture() {
        double[][] ridges = new double[RIDGES][width];
        for (int r = 0; r < RIDGES; r++) {
            for (int x = 0; x < width; x++) {
                ridges[r][x] = ridge(r, (double) x / height);
            }
        }
        byte[] bgr = new byte[3 * width * height];
        double[] colour = new double[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                shade(x, y, ridges, colour);
                develop(x, y, colour, bgr, 3 * (y * width + x));
            }
        }
        return new Picture(width, height, bgr);
    }

    /** Height of a ridge's crest above the horizon, in picture heights; far ridges first. */
    private double ridge(int r, double u) {
        double far = 1 - (double) r / RIDGES;
        double crest = terrain.ridged(u * (1.1 + 0.5 * r) + 13 * r, 5.5 * r, 7) - 0.42;
        double trees =
                r < 2 ? 0 : 0.012 * r * Math.abs(detail.smooth(u * 90, r)) * (0.5 + detail.white((long) (u * 700), r));
        return Math.max(0.012 * r, far * (0.06 + 0.48 * crest) + trees);
    }

    private void shade(int x, int y, double[][] ridges, double[] colour) {
        double u = (double) x / height;
        double v = (double) y / height;
        double shore = 0.9 + 0.035 * detail.fractal(u * 2.5, 0.5, 5) - 0.05 * u * warmth;
        if (v > shore) {
            ground(u, v, v - shore, colour);
        } else if (v > horizon) {
            water(x, v, ridges, colour);
        } else {
            land(x, u, v, ridges, colour);
        }
    }

    private void land(int x, double u, double v, double[][] ridges, double[] colour) {
        double above = horizon - v;
        for (int r = RIDGES - 1; r >= 0; r--) {
            if (above < ridges[r][x]) {
                rock(r, u, v, above, colour);
                return;
            }
        }
        sky(u, v, colour);
    }

    private void sky(double u, double v, double[] colour) {
        double depth = Math.min(1, v / horizon);
        double aspect = (double) width / height;
        double dx = u - sunX * aspect;
        double dy = v - horizon * 0.75;
        double glow = StrictMath.exp(-2.2 * Math.sqrt(dx * dx + 2.5 * dy * dy));
        set(colour, 0.16 + 0.38 * depth, 0.32 + 0.36 * depth, 0.62 + 0.16 * depth);
        blend(colour, 1.0, 0.80 - 0.12 * warmth, 0.52 - 0.12 * warmth, 0.85 * glow);
        double perspective = 1 / (0.25 + horizon - Math.min(v, horizon));
        double cover = clouds.fractal(u * 1.6 * perspective, 3.1 * perspective, 7) + 0.16;
        double veil = Math.max(0, Math.min(1, 2.2 * cover));
        double lit = 0.72 + 0.28 * clouds.fractal(u * 1.6 * perspective + 0.12, 3.1 * perspective - 0.1, 5);
        blend(colour, 0.98 * lit, 0.92 * lit, (0.88 - 0.1 * warmth) * lit, 0.75 * veil);
    }

    private void rock(int r, double u, double v, double above, double[] colour) {
        double far = 1 - (double) r / RIDGES;
        // Light comes from the side: what counts is how the relief falls off sideways.
        double fx = u * 7 + 5 * r + 0.8 * detail.smooth(u * 5, v * 5);
        double fy = v * 10 - 2.5 * above;
        double side = terrain.ridged(fx + 0.03, fy, 6) - terrain.ridged(fx - 0.03, fy, 6);
        double facing = Math.max(-1, Math.min(1, 5 * side));
        double texture = detail.fractal(u * 14 + 3 * r, v * 22, 6);
        double light = 0.45 + 0.30 * facing * (sunX > 0.5 ? 1 : -1) + 0.30 * texture;
        double snowLine = 0.13 + 0.10 * detail.fractal(u * 9, v * 14 + r, 5) - 0.05 * facing;
        if (r < 2 && above > snowLine + 0.10 * texture) {
            set(colour, 0.86 * light + 0.30, 0.88 * light + 0.31, 0.94 * light + 0.34);
        } else if (r < 2) {
            set(colour, 0.44 * light + 0.05, 0.40 * light + 0.05, 0.38 * light + 0.06);
        } else {
            double needles = 0.6 + 0.8 * detail.white((long) (u * height), (long) (v * height / 2)) * Math.abs(texture);
            set(colour, 0.15 * light * needles + 0.02, 0.24 * light * needles + 0.03, 0.13 * light * needles + 0.02);
        }
        double haze = 0.62 * far * far * (1 - 0.9 * Math.min(1, above / 0.45));
        blend(colour, 0.72 + 0.1 * warmth, 0.74, 0.80, haze);
    }

    private void water(int x, double v, double[][] ridges, double[] colour) {
        double depth = (v - horizon) / (1 - horizon);
        double near = 0.02 + depth;
        double ripple = detail.fractal((double) x / height * 9 / near * 0.35, 7 / near, 5);
        double fine = detail.smooth((double) x / height * 60, v * 260 / (0.3 + near));
        int from = Math.max(0, Math.min(width - 1, x + (int) ((ripple * 0.03 + fine * 0.006) * near * height)));
        double mirrored = horizon - (v - horizon) * 0.95 - 0.04 * near * ripple - 0.004 * fine;
        land(from, (double) from / height, Math.max(0, mirrored), ridges, colour);
        double fresnel = 0.80 - 0.35 * depth;
        blend(colour, 0.05, 0.13, 0.16, 1 - fresnel);
        double sparkle = Math.max(0, ripple * 0.6 + fine * 0.4 - 0.28);
        blend(colour, 1, 0.93, 0.82, Math.min(0.6, 1.4 * sparkle * (1 - 0.5 * depth)));
    }

    private void ground(double u, double v, double depth, double[] colour) {
        double blades = detail.smooth(u * 260 + 9 * detail.smooth(u * 20, v * 14), v * 46);
        double patches = detail.fractal(u * 7, v * 11, 5);
        double stones = detail.fractal(u * 38, v * 60, 3);
        double light = 0.38 + 0.34 * blades + 0.35 * patches;
        set(colour, 0.36 * light + 0.05, 0.44 * light + 0.07, 0.17 * light + 0.03);
        if (stones > 0.26) {
            double tone = 0.4 + 0.5 * stones + 0.25 * blades;
            set(colour, 0.62 * tone, 0.60 * tone, 0.56 * tone);
        }
        double wet = StrictMath.exp(-40 * depth);
        blend(colour, 0.10, 0.09, 0.08, 0.7 * wet);
    }

    /** Vignette, tone curve and grain. */
    private void develop(int x, int y, double[] colour, byte[] bgr, int at) {
        double dx = 2.0 * x / width - 1;
        double dy = 2.0 * y / height - 1;
        double vignette = 1 - 0.16 * (dx * dx + dy * dy) / 2;
        double luma = (grain.white(x, y) + grain.white(x + 99_991L, y) + grain.white(x, y + 99_991L) - 1.5) * 5.5;
        for (int c = 0; c < 3; c++) {
            double value = Math.max(0, Math.min(1, colour[c] * vignette));
            double curved = value * value * (3 - 2 * value) * 0.45 + value * 0.55;
            double own = (grain.white(x + 7L * c, y - 77_777L) - 0.5) * 3;
            long level = Math.round(6 + 243 * curved + luma + own);
            bgr[at + 2 - c] = (byte) Math.max(0, Math.min(255, level));
        }
    }

    private static void set(double[] colour, double red, double green, double blue) {
        colour[0] = red;
        colour[1] = green;
        colour[2] = blue;
    }

    private static void blend(double[] colour, double red, double green, double blue, double amount) {
        colour[0] = Noise.mix(colour[0], red, amount);
        colour[1] = Noise.mix(colour[1], green, amount);
        colour[2] = Noise.mix(colour[2], blue, amount);
    }
}

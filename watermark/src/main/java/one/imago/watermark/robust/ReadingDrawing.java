package one.imago.watermark.robust;

import java.util.Locale;
import java.util.Optional;
import one.imago.node.picture.Picture;
import one.imago.watermark.drawing.Drawing;
import one.imago.watermark.drawing.Ink;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.mark.Explanation;
import org.opencv.core.Mat;

/** What a reading rests on, drawn for a person after it is done: nothing here has a say in it. */
final class ReadingDrawing {
    /** Pixels shown of a residual, which says nothing when it is reduced. */
    private static final int WINDOW = 768;

    private static final int SIDE = 640;
    private static final int BINS = PowerSpectrum.SIZE;
    private static final int CELLS = Alignment.SIDE;
    private static final int CELL = 2;
    /** Deviations up to which a residual is shown. */
    private static final double CONTRAST = 3;

    private final Picture picture;
    /** How much smaller it is than the picture given. */
    private final double reduced;

    private final Layout layout;
    private final Sighting seen;
    private final Ink ink;

    private ReadingDrawing(Picture picture, Layout layout, Sighting seen) {
        this.picture = Reduction.of(picture, seen.side());
        reduced = (double) picture.width() / this.picture.width();
        this.layout = layout;
        this.seen = seen;
        ink = seen.read() ? Ink.FOUND : Ink.SOUGHT;
    }

    /** Offers the pictures of a reading. */
    static void show(Picture picture, Findings findings, Explanation explanation) {
        Optional<Sighting> best = findings.best();
        if (best.isEmpty()) {
            return;
        }
        Layout layout = findings.layout();
        explanation.show("residual", () -> new ReadingDrawing(picture, layout, best.get()).residual());
        explanation.show("spectrum", () -> new ReadingDrawing(picture, layout, best.get()).spectrum());
        explanation.show("agreement", () -> new ReadingDrawing(picture, layout, best.get()).agreement());
        explanation.show("geometry", () -> new ReadingDrawing(picture, layout, best.get()).geometry());
    }

    /** The middle of what is left of the picture, in which the mark is looked for. */
    private Picture residual() {
        Mat residual = middle();
        Mat window = residual.submat(
                (residual.rows() - Math.min(WINDOW, residual.rows())) / 2,
                (residual.rows() + Math.min(WINDOW, residual.rows())) / 2,
                (residual.cols() - Math.min(WINDOW, residual.cols())) / 2,
                (residual.cols() + Math.min(WINDOW, residual.cols())) / 2);
        Mat copy = window.clone();
        Plane plane = Plane.of(copy);
        residual.release();
        window.release();
        copy.release();
        double power = 1e-12;
        for (float sample : plane.samples()) {
            power += (double) sample * sample / plane.samples().length;
        }
        double most = CONTRAST * Math.sqrt(power);
        try (Drawing drawing = Drawing.gray(plane.width(), plane.samples(), -most, most)) {
            return drawing.caption(Ink.PLAIN, "the picture without what is slow and what is strong")
                    .picture();
        }
    }

    /** Of the picture at the size at which it was read; of its middle where it is large. */
    private Mat middle() {
        Canvas canvas = Canvas.of(picture);
        Middle middle = Middle.of(canvas);
        Mat luma = canvas.luma(middle.from(), middle.to() - middle.from());
        Mat residual = Residual.of(luma);
        luma.release();
        return residual;
    }

    /** The power of every wave, with the places of the pilots under the geometry. */
    private Picture spectrum() {
        Mat residual = middle();
        float[] excess = PowerSpectrum.of(residual).excess();
        residual.release();
        Warp affine = seen.warp().near(picture.width() / 2.0, picture.height() / 2.0);
        Matrix2 matrix = new Matrix2(affine.a(), affine.d(), affine.b(), affine.e());
        Pilots pilots = Pilots.of(layout);
        double farthest = 0;
        for (int k = 0; k < pilots.count(); k++) {
            double x = matrix.x(pilots.fx(k), pilots.fy(k));
            double y = matrix.y(pilots.fx(k), pilots.fy(k));
            farthest = Math.max(farthest, Math.max(Math.abs(x), Math.abs(y)));
        }
        int reach = (int) Math.max(BINS / 16, Math.min(BINS / 2 - 1, 1.1 * farthest * BINS));
        int enlarged = Math.max(1, SIDE / (2 * reach + 1));
        try (Drawing drawing =
                Drawing.heat(2 * reach + 1, whole(excess, reach), 0, 4).enlarged(enlarged)) {
            for (int k = 0; k < pilots.count(); k++) {
                double x = BINS * matrix.x(pilots.fx(k), pilots.fy(k));
                double y = BINS * matrix.y(pilots.fx(k), pilots.fy(k));
                drawing.circle(enlarged * (reach + x + 0.5), enlarged * (reach + y + 0.5), 6 * enlarged, ink);
                drawing.circle(enlarged * (reach - x + 0.5), enlarged * (reach - y + 0.5), 6 * enlarged, ink);
            }
            return drawing.caption(
                            ink,
                            String.format(
                                    Locale.ROOT,
                                    "power of waves up to %.2f cycles a pixel, middle slowest;",
                                    (double) reach / BINS),
                            seen.read()
                                    ? "circled: the pilots, where the geometry found puts them"
                                    : "circled: where pilots would be; no mark was read")
                    .picture();
        }
    }

    /** The square around frequency zero, both halves. */
    private static float[] whole(float[] excess, int reach) {
        int side = 2 * reach + 1;
        float[] whole = new float[side * side];
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                int sign = x < 0 ? -1 : 1;
                int from = (BINS / 2 + sign * y) * PowerSpectrum.STRIDE + PowerSpectrum.MARGIN + sign * x;
                whole[(y + reach) * side + x + reach] = excess[from];
            }
        }
        return whole;
    }

    /** How well the pilots agree at every place of the tile; no shift in the middle. */
    private Picture agreement() {
        Alignment alignment = seen.alignment();
        float[] surface = Alignment.surface(seen.spectrum(), layout, alignment.reversed());
        float[] centred = new float[surface.length];
        for (int i = 0; i < surface.length; i++) {
            int x = (i + CELLS / 2) & (CELLS - 1);
            int y = (i / CELLS + CELLS / 2) & (CELLS - 1);
            centred[y * CELLS + x] = Math.abs(surface[i]);
        }
        try (Drawing drawing =
                Drawing.heat(CELLS, centred, 0, Math.max(8, seen.z())).enlarged(CELL)) {
            return drawing.circle(cell(alignment.x()), cell(alignment.y()), 6 * CELL, ink)
                    .caption(
                            ink,
                            String.format(
                                    Locale.ROOT,
                                    "agreement of the pilots by place of the tile: at best %.1f",
                                    seen.z()),
                            String.format(
                                    Locale.ROOT,
                                    "standard deviations%s; decoded from %.1f%s",
                                    alignment.sign() < 0 ? ", as a negative" : "",
                                    Findings.GATE,
                                    seen.read() ? "" : "; no mark was read"))
                    .picture();
        }
    }

    private static double cell(double shift) {
        double cells = shift * CELLS / Layout.TILE + CELLS / 2.0;
        return CELL * ((cells % CELLS + CELLS) % CELLS + 0.5);
    }

    /** The picture laid back to where it stood in the marked one, over the tiles of the mark. */
    private Picture geometry() {
        Warp warp = seen.warp();
        double[][] corners = {{0, 0}, {picture.width(), 0}, {picture.width(), picture.height()}, {0, picture.height()}};
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] corner : corners) {
            double[] there = {warp.x(corner[0], corner[1]), warp.y(corner[0], corner[1])};
            for (int axis = 0; axis < 2; axis++) {
                low[axis] = Math.min(low[axis], there[axis]);
                high[axis] = Math.max(high[axis], there[axis]);
                corner[axis] = there[axis];
            }
        }
        double margin = Layout.TILE / 4.0;
        double scale = SIDE / (Math.max(high[0] - low[0], high[1] - low[1]) + 2 * margin);
        double left = margin - low[0];
        double top = margin - low[1];
        int width = (int) Math.ceil(scale * (high[0] - low[0] + 2 * margin));
        int height = (int) Math.ceil(scale * (high[1] - low[1] + 2 * margin));
        for (double[] corner : corners) {
            corner[0] = scale * (corner[0] + left);
            corner[1] = scale * (corner[1] + top);
        }
        Warp shifted = warp.shifted(left, top);
        try (Drawing drawing = Drawing.of(picture)) {
            drawing.warped(
                    new double[] {
                        scale * shifted.a(),
                        scale * shifted.b(),
                        scale * shifted.c(),
                        scale * shifted.d(),
                        scale * shifted.e(),
                        scale * shifted.f(),
                        shifted.g(),
                        shifted.h(),
                        1
                    },
                    width,
                    height);
            int tile = Layout.TILE;
            for (double x = left % tile; x * scale < width; x += tile) {
                drawing.line(scale * x, 0, scale * x, height, Ink.PLAIN);
            }
            for (double y = top % tile; y * scale < height; y += tile) {
                drawing.line(0, scale * y, width, scale * y, Ink.PLAIN);
            }
            return drawing.outline(corners, ink)
                    .caption(ink, lie(warp), "grid: the tiles of the mark")
                    .picture();
        }
    }

    /** How the picture lies to the marked one, in words. */
    private String lie(Warp warp) {
        if (!seen.read()) {
            return "no mark was read; the best place that was looked at:";
        }
        Warp affine = warp.near(picture.width() / 2.0, picture.height() / 2.0);
        double determinant = affine.a() * affine.e() - affine.b() * affine.d();
        double clockwise = Math.toDegrees(Math.atan2(-affine.d(), affine.e()));
        return String.format(
                Locale.ROOT,
                "the marked picture at %.1f %%, turned %s by %.1f degrees%s",
                100 * reduced / Math.sqrt(Math.abs(determinant)),
                clockwise < 0 ? "left" : "right",
                Math.abs(clockwise),
                determinant < 0 ? ", mirrored" : "");
    }
}

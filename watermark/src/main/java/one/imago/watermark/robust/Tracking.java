package one.imago.watermark.robust;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Follows the pilots' phases through a picture, from a geometry that is nearly right to one that is right to a fraction
 * of a pixel everywhere. The picture is cut into blocks. Where the pilots agree in some window of blocks, that window's
 * geometry is fitted first, and the window grows by a row of blocks at a time until it is the picture: so a tilt that no
 * single matrix describes can be followed too.
 */
final class Tracking {
    private static final int BLOCK = 160;
    private static final int MOST_BLOCKS = 6;
    private static final double WHOLE_IS_ENOUGH = 6.5;
    // What chance gives: 4.9 for the best part of a picture, somewhat more after a fit.
    private static final double LEAST_WHOLE = 4.6;
    private static final double LEAST_PART = 4.9;
    private static final double LEAST_FITTED = 5.4;
    private static final int ROUNDS = 8;
    private static final int POLISHINGS = 2;
    private static final double REACH = 6;
    private static final double FINE_REACH = 3;
    private static final double SETTLED = 0.3;
    /** What a degree of freedom must gain in logarithm of likelihood. */
    private static final double PRICE = 2;

    private final Plane plane;
    private final Pilots pilots;
    private final PilotLines lines;
    private final ShiftSearch shifts;
    private final int columns;
    private final int rows;

    /**
     * @param z agreement of the pilots over the whole picture, in standard deviations of chance
     */
    record Track(Warp warp, int sign, double z) {
        /** How the pilots stand in a {@link WarpFold} under this track. */
        Alignment alignment() {
            return new Alignment(z, false, 0, 0, sign);
        }
    }

    private record Window(int x0, int y0, int x1, int y1) {
        Window grown(int columns, int rows) {
            return new Window(
                    Math.max(0, x0 - 1), Math.max(0, y0 - 1), Math.min(columns, x1 + 1), Math.min(rows, y1 + 1));
        }

        int blocks() {
            return (x1 - x0) * (y1 - y0);
        }
    }

    private record Start(Window window, boolean reversed, ShiftSearch.Shift shift) {}

    Tracking(Plane plane, Pilots pilots) {
        this.plane = plane;
        this.pilots = pilots;
        lines = new PilotLines(pilots);
        shifts = new ShiftSearch(pilots);
        columns = Math.max(2, Math.min(MOST_BLOCKS, plane.width() / BLOCK));
        rows = Math.max(2, Math.min(MOST_BLOCKS, plane.height() / BLOCK));
    }

    /** Follows the pilots from a matrix; empty when they agree nowhere. */
    Optional<Track> follow(Matrix2 matrix) {
        Warp warp = Warp.of(matrix, 0, 0);
        Start start = start(warp);
        if (start.shift().z() < (start.window().blocks() == columns * rows ? LEAST_WHOLE : LEAST_PART)) {
            return Optional.empty();
        }
        if (start.reversed()) {
            warp = warp.turned();
        }
        warp = warp.shifted(-start.shift().x(), -start.shift().y());
        int sign = start.shift().sign();
        Window whole = new Window(0, 0, columns, rows);
        Window window = start.window();
        for (int round = 0; round < ROUNDS; round++) {
            if (round == 1 && shift(warp, start.window()).z() < LEAST_FITTED) {
                return Optional.empty();
            }
            BlockFit fit = measure(warp, sign, window, REACH);
            fit.level();
            Warp moved = climb(fit, warp, window, freedom(window));
            if (!moved.sane(plane.width(), plane.height())) {
                return Optional.empty();
            }
            boolean settled = window.equals(whole) && distance(warp, moved) < SETTLED;
            warp = moved;
            if (settled) {
                break;
            }
            window = window.grown(columns, rows);
        }
        for (int round = 0; round < POLISHINGS; round++) {
            BlockFit fit = measure(warp, sign, whole, FINE_REACH);
            fit.weigh(warp);
            warp = simplest(fit, warp, whole);
            if (!warp.sane(plane.width(), plane.height())) {
                return Optional.empty();
            }
        }
        return Optional.of(finished(warp));
    }

    private Track finished(Warp warp) {
        ShiftSearch.Shift last = shift(warp, new Window(0, 0, columns, rows));
        return new Track(warp.shifted(-last.x(), -last.y()), last.sign(), last.z());
    }

    private ShiftSearch.Shift shift(Warp warp, Window window) {
        float[] sum = new float[2 * pilots.count()];
        for (int y = window.y0(); y < window.y1(); y++) {
            for (int x = window.x0(); x < window.x1(); x++) {
                pilots.addKeyed(measured(warp, x, y), false, sum);
            }
        }
        return shifts.best(sum);
    }

    private BlockFit measure(Warp warp, int sign, Window window, double reach) {
        BlockFit fit = new BlockFit(pilots, sign, warp, reach);
        for (int y = window.y0(); y < window.y1(); y++) {
            for (int x = window.x0(); x < window.x1(); x++) {
                double middleX = 0.5 * (left(x) + left(x + 1) - 1);
                double middleY = 0.5 * (top(y) + top(y + 1) - 1);
                fit.add(measured(warp, x, y), middleX, middleY);
            }
        }
        return fit;
    }

    private Warp climb(BlockFit fit, Warp base, Window window, int freedom) {
        return fit.climb(base, left(window.x0()), top(window.y0()), left(window.x1()), top(window.y1()), freedom)
                .warp();
    }

    /**
     * The likeliest geometry when every degree of freedom has its price: a picture that was only scaled is read under a
     * scale, not under a tilt that happens to suit the noise.
     */
    private Warp simplest(BlockFit fit, Warp warp, Window window) {
        double x1 = left(window.x1());
        double y1 = top(window.y1());
        Warp affine = warp.near(x1 / 2, y1 / 2);
        Warp axes = affine.withAxes(x1 / 2, y1 / 2);
        Warp one = axes.withOneScale(x1 / 2, y1 / 2);
        List<Priced> models = List.of(
                new Priced(fit.climb(warp, 0, 0, x1, y1, BlockFit.TILT), 8),
                new Priced(fit.climb(affine, 0, 0, x1, y1, BlockFit.AFFINE), 6),
                new Priced(fit.climb(affine.withOneScale(x1 / 2, y1 / 2), 0, 0, x1, y1, BlockFit.TURN_AND_SCALE), 4),
                new Priced(fit.climb(axes, 0, 0, x1, y1, BlockFit.ASPECT), 4),
                new Priced(fit.climb(one, 0, 0, x1, y1, BlockFit.SCALE), 3));
        return models.stream()
                .max(Comparator.comparingDouble(Priced::worth))
                .orElseThrow()
                .fit()
                .warp();
    }

    private record Priced(BlockFit.Fit fit, int freedom) {
        double worth() {
            return fit.value() - PRICE * freedom;
        }
    }

    /** Largest difference of two geometries at the corners. */
    private double distance(Warp one, Warp other) {
        double largest = 0;
        for (int x = 0; x <= plane.width(); x += plane.width()) {
            for (int y = 0; y <= plane.height(); y += plane.height()) {
                largest = Math.max(largest, Math.hypot(one.x(x, y) - other.x(x, y), one.y(x, y) - other.y(x, y)));
            }
        }
        return largest;
    }

    private static int freedom(Window window) {
        return window.blocks() == 1 ? BlockFit.SHIFT : window.blocks() < 9 ? BlockFit.AFFINE : BlockFit.TILT;
    }

    private int left(int column) {
        return (int) ((long) plane.width() * column / columns);
    }

    private int top(int row) {
        return (int) ((long) plane.height() * row / rows);
    }

    private float[] measured(Warp warp, int column, int row) {
        int x0 = left(column);
        int x1 = left(column + 1);
        int y0 = top(row);
        int y1 = top(row + 1);
        return lines.measure(plane, warp.near(0.5 * (x0 + x1 - 1), 0.5 * (y0 + y1 - 1)), x0, y0, x1, y1);
    }

    /** The window in which the pilots agree best. */
    private Start start(Warp warp) {
        float[][] measured = new float[columns * rows][];
        for (int i = 0; i < measured.length; i++) {
            measured[i] = measured(warp, i % columns, i / columns);
        }
        Window whole = new Window(0, 0, columns, rows);
        Start best = better(agreement(measured, whole, false), agreement(measured, whole, true));
        if (best.shift().z() >= WHOLE_IS_ENOUGH) {
            return best;
        }
        for (int cut = 2; cut <= 3; cut++) {
            int width = (columns + cut - 1) / cut;
            int height = (rows + cut - 1) / cut;
            for (int y = 0; y + height <= rows; y++) {
                for (int x = 0; x + width <= columns; x++) {
                    Window part = new Window(x, y, x + width, y + height);
                    best = better(best, agreement(measured, part, false));
                    best = better(best, agreement(measured, part, true));
                }
            }
        }
        return best;
    }

    private Start agreement(float[][] measured, Window window, boolean reversed) {
        float[] sum = new float[2 * pilots.count()];
        for (int y = window.y0(); y < window.y1(); y++) {
            for (int x = window.x0(); x < window.x1(); x++) {
                pilots.addKeyed(measured[y * columns + x], reversed, sum);
            }
        }
        return new Start(window, reversed, shifts.best(sum));
    }

    private static Start better(Start one, Start other) {
        return other.shift().z() > one.shift().z() ? other : one;
    }
}

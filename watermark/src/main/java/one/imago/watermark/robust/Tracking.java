package one.imago.watermark.robust;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private static final double LEAST_Z = 4.6;
    private static final int ROUNDS = 8;
    private static final double SETTLED = 0.1;

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

        boolean isWhole(int columns, int rows) {
            return x0 == 0 && y0 == 0 && x1 == columns && y1 == rows;
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
        if (start.shift().z() < LEAST_Z) {
            return Optional.empty();
        }
        if (start.reversed()) {
            warp = warp.turned();
        }
        warp = warp.shifted(-start.shift().x(), -start.shift().y());
        Window window = start.window();
        int sign = start.shift().sign();
        for (int round = 0; round < ROUNDS; round++) {
            BlockFit fit = new BlockFit(pilots, sign);
            for (int y = window.y0(); y < window.y1(); y++) {
                for (int x = window.x0(); x < window.x1(); x++) {
                    fit.add(
                            measured(warp, x, y),
                            position(x + 0.5, window.x0(), window.x1()),
                            position(y + 0.5, window.y0(), window.y1()));
                }
            }
            double moved = fit.climb(freedom(window));
            warp = fit.moved(warp, left(window.x0()), top(window.y0()), left(window.x1()), top(window.y1()));
            if (!warp.sane(plane.width(), plane.height())) {
                return Optional.empty();
            }
            boolean whole = window.isWhole(columns, rows);
            if (whole && moved < SETTLED) {
                break;
            }
            window = window.grown(columns, rows);
        }
        float[] sum = new float[2 * pilots.count()];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                pilots.addKeyed(measured(warp, x, y), false, sum);
            }
        }
        ShiftSearch.Shift last = shifts.best(sum);
        return Optional.of(new Track(warp.shifted(-last.x(), -last.y()), last.sign(), last.z()));
    }

    private static int freedom(Window window) {
        return window.blocks() == 1 ? 2 : window.blocks() < 9 ? 6 : 8;
    }

    private static double position(double at, int from, int to) {
        return 2 * (at - from) / (to - from) - 1;
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
        Start best = best(measured, new Window(0, 0, columns, rows), null);
        if (best.shift().z() >= WHOLE_IS_ENOUGH) {
            return best;
        }
        for (int part = 2; part <= 3; part++) {
            int width = (columns + part - 1) / part;
            int height = (rows + part - 1) / part;
            for (int y = 0; y + height <= rows; y++) {
                for (int x = 0; x + width <= columns; x++) {
                    best = best(measured, new Window(x, y, x + width, y + height), best);
                }
            }
        }
        return best;
    }

    private Start best(float[][] measured, Window window, @Nullable Start rival) {
        @Nullable Start best = rival;
        for (boolean reversed : new boolean[] {false, true}) {
            float[] sum = new float[2 * pilots.count()];
            for (int y = window.y0(); y < window.y1(); y++) {
                for (int x = window.x0(); x < window.x1(); x++) {
                    pilots.addKeyed(measured[y * columns + x], reversed, sum);
                }
            }
            ShiftSearch.Shift shift = shifts.best(sum);
            if (best == null || shift.z() > best.shift().z()) {
                best = new Start(window, reversed, shift);
            }
        }
        return best;
    }
}

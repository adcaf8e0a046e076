package one.imago.cli.bench;

import one.imago.cli.terminal.Grid;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The few numbers that a run comes down to, each beside its target where it has one. */
final class Summary {
    private final ArrayNode rows;
    private final Grid grid = new Grid("", "measured", "target", "met", "of");

    Summary(ArrayNode rows) {
        this.rows = rows;
    }

    void atLeast(String name, double value, double target, String unit, int of) {
        add(name, value, ">= ", target, unit, value >= target, of);
    }

    void atMost(String name, double value, double target, String unit, int of) {
        add(name, value, "<= ", target, unit, value <= target, of);
    }

    /** Without a target. */
    void noted(String name, double value, int of) {
        grid.row(name, number(value), "", "", of);
        row(name, value, "", of);
    }

    private void add(String name, double value, String relation, double target, String unit, boolean met, int of) {
        String suffix = unit.isEmpty() ? "" : " " + unit;
        grid.row(name, number(value) + suffix, relation + number(target), met ? "yes" : "NO", of);
        row(name, value, unit, of).put("target", target).put("met", met);
    }

    private ObjectNode row(String name, double value, String unit, int of) {
        ObjectNode row =
                rows.addObject().put("table", "summary").put("name", name).put("value", value);
        if (!unit.isEmpty()) {
            row.put("unit", unit);
        }
        return row.put("trials", of);
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        if (Math.abs(value) < 1e-3) {
            return String.format(java.util.Locale.ROOT, "%.1e", value);
        }
        return MarkTables.decimals(Math.abs(value) < 1 ? 4 : 2, value);
    }

    @Override
    public String toString() {
        return grid.toString();
    }
}

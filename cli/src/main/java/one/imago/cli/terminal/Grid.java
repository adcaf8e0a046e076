package one.imago.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings for a person; cells that start with a digit or a minus stand to the right. */
public final class Grid {
    private final List<String[]> rows = new ArrayList<>();
    private final int columns;

    public Grid(String... headings) {
        columns = headings.length;
        rows.add(headings);
    }

    /** Adds a row with a cell under each heading. */
    public Grid row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells under " + columns + " headings");
        }
        String[] texts = new String[columns];
        for (int i = 0; i < columns; i++) {
            texts[i] = String.valueOf(cells[i]);
        }
        rows.add(texts);
        return this;
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        int[] widths = new int[columns];
        boolean[] right = new boolean[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
                right[i] |= row != rows.get(0) && row[i].matches("-?[0-9].*");
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String gap = " ".repeat(widths[i] - row[i].length());
                line.append(right[i] ? gap + row[i] : row[i] + gap).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }
}

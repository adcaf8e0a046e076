package one.imago.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Named values for a person, one a line, in two columns. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    /** Adds a line; nothing for an empty value. */
    public Table row(String name, Object value) {
        String text = String.valueOf(value);
        if (!text.isEmpty()) {
            rows.add(new String[] {name, text});
        }
        return this;
    }

    @Override
    public String toString() {
        int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            text.append(row[0])
                    .append(" ".repeat(width - row[0].length() + 2))
                    .append(row[1])
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }
}

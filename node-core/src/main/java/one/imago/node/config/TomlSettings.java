package one.imago.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** The keys of a node.toml with their positions. Keys stand at the top level; a list is its elements with commas. */
final class TomlSettings {
    private static final long MAX_BYTES = 1 << 20;

    /**
     * @param key as written
     * @param text the value in text form
     * @param origin {@code file:line:column}
     */
    record Entry(String key, String text, String origin) {}

    private TomlSettings() {}

    static Map<String, Entry> read(Path file) throws ConfigurationException {
        TomlParseResult toml = parse(file);
        if (toml.hasErrors()) {
            TomlParseError error = toml.errors().get(0);
            throw new ConfigurationException(at(file, error.position()) + ": " + error.getMessage());
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String key : toml.keySet()) {
            List<String> path = List.of(key);
            String origin = at(file, Objects.requireNonNull(toml.inputPositionOf(path)));
            Object value = Objects.requireNonNull(toml.get(path));
            entries.put(key, new Entry(key, text(key, value, origin), origin));
        }
        return entries;
    }

    private static TomlParseResult parse(Path file) throws ConfigurationException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigurationException(file + " is larger than a configuration can be");
            }
            return Toml.parse(file);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e);
        }
    }

    private static String text(String key, Object value, String origin) throws ConfigurationException {
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof TomlArray array) {
            List<String> elements = new ArrayList<>();
            for (Object element : array.toList()) {
                elements.add(text(key, element, origin));
            }
            return String.join(",", elements);
        }
        throw new ConfigurationException(origin + ": " + key
                + " is a table or a date; settings are text, numbers, true, false, or lists of them");
    }

    private static String at(Path file, TomlPosition position) {
        return file + ":" + position.line() + ":" + position.column();
    }
}

package one.imago.node.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the declared settings: a flag before the environment before node.toml before the default. */
public final class ConfigurationLoader {
    private final Map<String, Setting<?>> settings = new LinkedHashMap<>();

    public ConfigurationLoader(List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            if (this.settings.putIfAbsent(setting.key(), setting) != null) {
                throw new IllegalArgumentException("the setting " + setting.key() + " is declared twice");
            }
        }
    }

    /**
     * @param flags values given on the command line, by key, without the leading dashes
     * @param environment the process environment; variables that name no setting are left alone
     * @param file node.toml; need not exist
     * @throws ConfigurationException naming the flag, the variable or the line at fault
     */
    public LoadedConfiguration load(Map<String, String> flags, Map<String, String> environment, Path file)
            throws ConfigurationException {
        for (String flag : flags.keySet()) {
            if (!settings.containsKey(flag)) {
                throw new ConfigurationException("--" + flag + " is not a setting" + nearest(flag));
            }
        }
        Map<String, TomlSettings.Entry> entries = Files.exists(file) ? TomlSettings.read(file) : Map.of();
        for (TomlSettings.Entry entry : entries.values()) {
            if (!settings.containsKey(entry.key())) {
                throw new ConfigurationException(
                        entry.origin() + ": " + entry.key() + " is not a setting" + nearest(entry.key()));
            }
        }
        Map<String, Object> parsed = new LinkedHashMap<>();
        List<SettingValue> values = new ArrayList<>();
        for (Setting<?> setting : settings.values()) {
            SettingValue value = value(setting, flags, environment, entries);
            parsed.put(setting.key(), parse(setting, value));
            values.add(value);
        }
        return new LoadedConfiguration(parsed, values);
    }

    private static SettingValue value(
            Setting<?> setting,
            Map<String, String> flags,
            Map<String, String> environment,
            Map<String, TomlSettings.Entry> entries) {
        String key = setting.key();
        String text = flags.get(key);
        if (text != null) {
            return new SettingValue(key, text, "--" + key, setting.description());
        }
        text = environment.get(setting.environmentVariable());
        if (text != null) {
            return new SettingValue(key, text, setting.environmentVariable(), setting.description());
        }
        TomlSettings.Entry entry = entries.get(key);
        if (entry != null) {
            return new SettingValue(key, entry.text(), entry.origin(), setting.description());
        }
        return new SettingValue(key, setting.defaultText(), "default", setting.description());
    }

    private static Object parse(Setting<?> setting, SettingValue value) throws ConfigurationException {
        try {
            Object parsed = setting.parser().apply(value.text());
            if (parsed != null) {
                return parsed;
            }
            throw new IllegalArgumentException("it has no value");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    value.origin() + ": " + setting.key() + " = \"" + value.text() + "\": " + e.getMessage());
        }
    }

    private String nearest(String unknown) {
        Optional<String> nearest = Spelling.nearest(unknown, settings.keySet());
        return nearest.map(key -> ": did you mean " + key + "?")
                .orElse("; \"imago config show\" lists the settings there are");
    }
}

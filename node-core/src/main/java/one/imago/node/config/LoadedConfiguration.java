package one.imago.node.config;

import java.util.List;
import java.util.Map;

/** The settings in force and where each came from. Immutable. */
public final class LoadedConfiguration implements Configuration {
    private final Map<String, Object> parsed;
    private final List<SettingValue> values;

    LoadedConfiguration(Map<String, Object> parsed, List<SettingValue> values) {
        this.parsed = Map.copyOf(parsed);
        this.values = List.copyOf(values);
    }

    /**
     * @throws IllegalArgumentException when nobody declared this setting
     */
    @Override
    @SuppressWarnings("unchecked") // a key is declared once, and the loader put in what that setting's parser returned
    public <T> T get(Setting<T> setting) {
        Object value = parsed.get(setting.key());
        if (value == null) {
            throw new IllegalArgumentException(
                    "the setting " + setting.key() + " is read but not declared by its module's settings()");
        }
        return (T) value;
    }

    /** Every setting, in order of declaration. */
    public List<SettingValue> values() {
        return values;
    }
}

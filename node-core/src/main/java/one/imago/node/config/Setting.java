package one.imago.node.config;

import java.util.function.Function;

/**
 * One declared setting of a node: {@code --rpc-port} as a flag, {@code IMAGO_RPC_PORT} in the environment,
 * {@code rpc-port = 8545} in node.toml.
 *
 * @param key kebab-case
 * @param defaultText default in text form
 * @param parser from text; throws IllegalArgumentException with a message for a person
 * @param description one line for a person
 */
public record Setting<T>(String key, String defaultText, Function<String, T> parser, String description) {
    public static Setting<String> text(String key, String defaultText, String description) {
        return new Setting<>(key, defaultText, Function.identity(), description);
    }

    public static Setting<Integer> integer(String key, int defaultValue, int min, int max, String description) {
        return new Setting<>(
                key,
                Integer.toString(defaultValue),
                text -> {
                    try {
                        int value = Integer.parseInt(text);
                        if (value >= min && value <= max) {
                            return value;
                        }
                    } catch (NumberFormatException e) {
                        // said below, with the range
                    }
                    throw new IllegalArgumentException("expected a whole number from " + min + " to " + max);
                },
                description);
    }

    /** The name of its environment variable. */
    public String environmentVariable() {
        return "IMAGO_" + key.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    }
}

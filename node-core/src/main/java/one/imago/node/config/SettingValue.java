package one.imago.node.config;

/**
 * One setting as it is in force, for {@code config show --origin}.
 *
 * @param key kebab-case
 * @param text the value in text form
 * @param origin where it comes from, for a person: {@code --rpc-port}, {@code IMAGO_RPC_PORT},
 *     {@code /data/node.toml:3:1} or {@code default}
 * @param description one line for a person
 */
public record SettingValue(String key, String text, String origin, String description) {}

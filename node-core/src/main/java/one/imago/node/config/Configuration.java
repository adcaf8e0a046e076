package one.imago.node.config;

/** The values of the declared settings. Immutable. */
public interface Configuration {
    <T> T get(Setting<T> setting);
}

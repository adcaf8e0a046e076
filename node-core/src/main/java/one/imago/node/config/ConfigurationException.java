package one.imago.node.config;

/** A setting is unknown or has a bad value. The message says where it stands and what would do. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigurationException(String message) {
        super(message);
    }
}

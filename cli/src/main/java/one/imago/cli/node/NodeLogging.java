package one.imago.cli.node;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Turns the client's quiet logging into a node's: stderr and a file that rolls. */
final class NodeLogging {
    private NodeLogging() {}

    /**
     * @param directory where the file goes
     */
    static void start(Path directory, Surroundings.Logs logs) {
        URL configuration = NodeLogging.class.getResource("/" + logs.resource());
        if (configuration == null || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        context.putProperty("imago.logs", directory.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new IllegalStateException("the bundled logging configuration does not load", e);
        }
    }
}

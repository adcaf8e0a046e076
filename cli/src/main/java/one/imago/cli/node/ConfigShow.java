package one.imago.cli.node;

import java.util.Map;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.config.ConfigurationException;
import one.imago.node.config.ConfigurationLoader;
import one.imago.node.config.SettingValue;
import one.imago.node.storage.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings in force. */
@Command(
        name = "show",
        description = "Show every setting of a node that is started on this data directory.",
        footer = {"", "Example:", "  imago config show --origin"})
public final class ConfigShow implements Action {
    private final Terminal terminal;

    @Option(names = "--origin", description = "Say where each value comes from: environment, node.toml or default.")
    private boolean origin;

    public ConfigShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        DataDirectory data = new DataDirectory(terminal.options().dataDirectory(terminal.environment()));
        try {
            var values = new ConfigurationLoader(NodeAssembly.settings())
                    .load(Map.of(), terminal.environment(), data.configuration())
                    .values();
            ObjectNode json = Json.object();
            ArrayNode list = json.putArray("settings");
            StringBuilder text = new StringBuilder();
            for (SettingValue value : values) {
                list.add(Json.object()
                        .put("key", value.key())
                        .put("value", value.text())
                        .put("origin", value.origin())
                        .put("description", value.description()));
                text.append("# ").append(value.description()).append('\n');
                text.append(value.key()).append(" = ").append(value.text());
                text.append(origin ? "  (" + value.origin() + ")\n" : "\n");
            }
            return Answer.yes(json, text.toString().stripTrailing());
        } catch (ConfigurationException e) {
            throw Failure.refused("setting-invalid", String.valueOf(e.getMessage()), "");
        }
    }
}

package one.imago.cli.wallet;

import java.util.stream.Collectors;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.KeyEntry;
import one.imago.node.crypto.KeystoreException;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys on this side. */
@Command(
        name = "list",
        description = "List your keys.",
        footer = {"", "Example:", "  imago key list"})
public final class KeyList implements Action {
    private final Terminal terminal;

    public KeyList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        try {
            ObjectNode json = Json.object();
            ArrayNode keys = json.putArray("keys");
            var entries = KeyRing.keystore(terminal).list();
            entries.forEach(entry -> keys.add(Keys.json(entry.name(), entry.publicKey())));
            String lines = entries.stream().map(KeyList::line).collect(Collectors.joining("\n"));
            return Answer.yes(json, lines.isEmpty() ? "no keys yet; make one with: imago key create NAME" : lines);
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        }
    }

    private static String line(KeyEntry entry) {
        return entry.address() + "  " + entry.name();
    }
}

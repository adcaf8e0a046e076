package one.imago.cli.content;

import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/** What a node says about content after something was done to it. */
final class KeptContent {
    private KeptContent() {}

    static Answer answer(JsonNode content) {
        return Answer.yes(
                content,
                new Table()
                        .row("cid", content.path("cid").asString(""))
                        .row("size", content.path("size").asLong() + " bytes")
                        .row("pinned", content.path("pinned").asBoolean() ? "yes" : "no")
                        .row("provided", content.path("provided").asBoolean() ? "yes" : "no")
                        .toString());
    }
}

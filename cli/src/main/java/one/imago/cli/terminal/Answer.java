package one.imago.cli.terminal;

import tools.jackson.databind.JsonNode;

/**
 * What a command answers, for both kinds of reader.
 *
 * @param exit how it ended
 * @param json the document for {@code --json}
 * @param text the lines for a person, without the last line break
 */
public record Answer(ExitCode exit, JsonNode json, String text) {
    public static Answer yes(JsonNode json, String text) {
        return new Answer(ExitCode.YES, json, text);
    }

    public static Answer no(JsonNode json, String text) {
        return new Answer(ExitCode.NO, json, text);
    }
}

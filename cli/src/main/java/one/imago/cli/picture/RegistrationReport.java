package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said about a registration that went through. */
final class RegistrationReport {
    private final Registrar registrar;
    private final Declared declared;
    private final Terminal terminal;

    RegistrationReport(Registrar registrar, Declared declared, Terminal terminal) {
        this.registrar = registrar;
        this.declared = declared;
        this.terminal = terminal;
    }

    /**
     * @param height block of the reveal; null when it was not waited for
     * @param out where the marked picture was written
     */
    Answer of(Registrar.Revealed revealed, @Nullable Long height, Optional<Path> out) throws Failure {
        JsonNode prepared = revealed.prepared();
        List<JsonNode> claims = registrar.claims(revealed.pending().sha256());
        // What is not final is not in the list yet.
        int count = height == null ? claims.size() + 1 : claims.size();
        ObjectNode json = Json.object()
                .put("workId", revealed.pending().workId().toString())
                .put("sha256", revealed.pending().sha256().hex());
        json.set("phash", prepared.path("phash"));
        json.set("cid", prepared.path("cid"));
        json.put("txId", revealed.pending().revealTx().hex())
                .put("height", height)
                .put("marked", revealed.marked().isPresent());
        json.put("ownerMark", revealed.ownerMarked());
        if (revealed.ownerMarked()) {
            json.put(
                    "ownerMarkSecret",
                    registrar.secretFile(revealed.pending().workId()).toString());
        }
        json.set("psnr", prepared.path("psnr"));
        json.put("out", out.map(Path::toString).orElse(null));
        json.set("similar", prepared.has("similar") ? prepared.path("similar") : Json.array());
        json.set("measuredResolution", prepared.path("measuredResolution"));
        json.put("claims", count).put("disputed", count > 1);
        json.put("title", declared.title())
                .put("role", declared.role())
                .put("authorship", declared.authorship())
                .put("publication", declared.publication())
                .put("created", declared.created())
                .put("final", height != null);
        json.set("unmarkedReason", prepared.path("unmarkedReason"));
        json.properties().removeIf(entry -> entry.getValue().isMissingNode());
        warn(json);
        return Answer.yes(json, text(json, prepared));
    }

    private void warn(ObjectNode json) {
        if (json.path("ownerMark").asBoolean()) {
            terminal.say("ATTENTION: key and salt of your owner's mark are in "
                    + json.path("ownerMarkSecret").asString("")
                    + ". Keep a copy elsewhere: lose it and the owner's mark proves nothing. Show it to nobody before"
                    + " a dispute: whoever has it can copy the mark.");
        }
        if (json.path("disputed").asBoolean()) {
            terminal.say("ATTENTION: this picture has " + json.path("claims").asInt()
                    + " claims. Yours is a contesting one; a verification shows all of them and says: disputed.");
        }
        for (JsonNode similar : json.path("similar")) {
            terminal.say("Note: it " + verb(similar.path("relation").asString("")) + " the registered work "
                    + similar.path("workId").asString("")
                    + evidence(similar.path("evidence").asString("")) + ".");
        }
    }

    private static String evidence(String evidence) {
        return switch (evidence) {
            case "higher-resolution" -> " and has more of its detail: evidence in a contesting claim, no more";
            case "camera-raw" -> " and is camera raw of it: evidence in a contesting claim, no more";
            default -> "";
        };
    }

    private static String verb(String relation) {
        return switch (relation) {
            case "same" -> "shows the same picture as";
            case "derived" -> "is made of";
            case "contains" -> "contains";
            default -> "shares something with";
        };
    }

    private String text(ObjectNode json, JsonNode prepared) {
        String height = json.path("height").isNull()
                ? "not yet known"
                : json.path("height").asString("");
        Table table = new Table()
                .row("registered as work", json.path("workId").asString(""))
                .row("in block", height)
                .row("sha256", json.path("sha256").asString(""))
                .row("preview", json.path("cid").asString(""));
        if (json.path("marked").asBoolean()) {
            table.row(
                    "marked",
                    prepared.has("psnr")
                            ? String.format(
                                    Locale.ROOT,
                                    "invisibly, %.1f dB",
                                    prepared.path("psnr").asDouble())
                            : "invisibly");
        } else {
            table.row("not marked", prepared.path("unmarkedReason").asString("the picture cannot carry the mark"));
        }
        table.row("owner's mark", json.path("ownerMarkSecret").asString(""));
        table.row("written", json.path("out").asString(""));
        String open = declared.leftOpen();
        if (!open.isEmpty()) {
            table.row("left unknown", open);
        }
        return table.toString();
    }
}

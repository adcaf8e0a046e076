package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Whose picture is this? */
@Command(
        name = "verify",
        description = "Say whose registered work a picture is, and how that is known. Never guesses.",
        footer = {"", "Example:", "  imago image verify found-on-the-web.jpg"})
public final class ImageVerify implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The picture in question.")
    private List<Path> files = List.of();

    public ImageVerify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        return FileBatch.run(files, file -> {
            byte[] picture = Uploads.picture(file);
            RpcClient node = RpcClient.of(terminal);
            return verify(node, picture);
        });
    }

    /** Asks a node about a picture. */
    public static Answer verify(RpcClient node, byte[] picture) throws Exception {
        JsonNode found = node.call("image_verify", Json.object().put("upload", Uploads.upload(node, picture)));
        return found.path("registered").asBoolean() ? Answer.yes(found, yes(found)) : Answer.no(found, no(found));
    }

    private static String yes(JsonNode found) {
        Table table = new Table()
                .row("registered", "yes, as work " + found.path("workId").asString(""))
                .row("title", found.path("title").asString(""))
                .row("owner", found.path("owner").asString(""))
                .row(
                        "recognised by",
                        how(found.path("method").asString(""))
                                + String.format(
                                        Locale.ROOT,
                                        ", confidence %.2f",
                                        found.path("confidence").asDouble()))
                .row("claimed in block", found.path("height").asLong());
        if (found.path("disputed").asBoolean()) {
            table.row("DISPUTED", found.path("claims").size() + " claims, in the order of their commits:");
            int place = 1;
            for (JsonNode claim : found.path("claims")) {
                table.row(
                        "  claim " + place++,
                        claim.path("workId").asString("") + " by "
                                + claim.path("owner").asString("")
                                + ", block " + claim.path("height").asLong());
            }
        }
        for (JsonNode licence : found.path("licences")) {
            table.row("licensed to", licence.path("licensee").asString(""));
        }
        return table.toString();
    }

    private static String how(String method) {
        return switch (method) {
            case "sha256" -> "the very file";
            case "pixels" -> "its exact pixels";
            case "watermark" -> "its invisible mark, and the picture agrees";
            case "fingerprint" -> "its looks, and the details agree";
            default -> method;
        };
    }

    private static String no(JsonNode found) {
        String claimed = found.path("claimedWorkId").asString("");
        return claimed.isEmpty()
                ? "Nothing was found: this picture is not registered here, or changed beyond recognition."
                : "It carries the mark of work " + claimed
                        + ", but the picture does not agree with that work.\n"
                        + "A mark can be copied onto any picture, so nobody is named.";
    }
}

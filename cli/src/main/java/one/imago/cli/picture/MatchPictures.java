package one.imago.cli.picture;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.picture.PictureRejected;
import one.imago.node.service.ThreadExecutors;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.SandboxedPictureReader;
import one.imago.watermark.index.PreviewReader;
import one.imago.watermark.likeness.LikenessDrawing;
import tools.jackson.databind.JsonNode;

/**
 * Draws what a picture shares with the works that a search named. The node says only which works; their previews are
 * public, so that they are fetched and compared here. A preview is a stranger's file and is decoded in a child process.
 */
final class MatchPictures {
    private static final PictureLimits PREVIEWS =
            new PictureLimits(PreviewReader.MAX_BYTES, PreviewReader.MAX_SIDE * PreviewReader.MAX_SIDE);

    private final Terminal terminal;
    private final RpcClient node;

    MatchPictures(Terminal terminal, RpcClient node) {
        this.terminal = terminal;
        this.node = node;
    }

    /**
     * Writes {@code match-WORKID} for each work of an answer that has a preview, and says of which none can be drawn.
     *
     * @param file the picture in question
     * @param found the answer of {@code image_search}
     */
    void draw(byte[] file, JsonNode found, Explained explained) throws Exception {
        if (found.path("matches").isEmpty() && found.path("candidates").isEmpty()) {
            return;
        }
        Picture question = new LocalPictureDecoder(PictureLimits.DEFAULT).read(file);
        try (ThreadExecutors executors = new ThreadExecutors()) {
            ScheduledExecutorService watchdog = executors.singleThread("picture-watchdog");
            try (SandboxedPictureReader previews = new SandboxedPictureReader(PREVIEWS, 1, watchdog)) {
                for (String list : new String[] {"matches", "candidates"}) {
                    for (JsonNode hit : found.path(list)) {
                        draw(question, WorkId.parse(hit.path("workId").asString("")), previews, explained);
                    }
                }
                explained.write();
            }
        }
    }

    private void draw(Picture question, WorkId id, PictureReader previews, Explained explained) {
        try {
            JsonNode cid = Works.get(node, id).path("cid");
            if (cid.isNull()) {
                terminal.say("No picture of " + id + ": its preview is not public.");
                return;
            }
            Picture preview = previews.read(node.fetch("/v1/content/" + cid.asString(""), PreviewReader.MAX_BYTES));
            // Drawn now: a hundred previews need not stay in memory.
            Picture drawn = LikenessDrawing.of(question, preview);
            explained.show("match-" + id, () -> drawn);
        } catch (Failure | PictureRejected | IOException e) {
            terminal.say("No picture of " + id + ": " + e.getMessage());
        }
    }
}

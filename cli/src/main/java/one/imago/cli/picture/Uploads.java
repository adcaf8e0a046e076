package one.imago.cli.picture;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.PictureInspector;
import one.imago.watermark.codec.PictureLimits;

/** Pictures on their way to a node. */
final class Uploads {
    private Uploads() {}

    /** The bytes of a file that is a whole picture of a known format and size; nothing is decoded. */
    static byte[] picture(Path file) throws Failure {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        try {
            var unused = new PictureInspector(PictureLimits.DEFAULT).inspect(bytes);
            return bytes;
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }

    /** Sends a picture to the node's private scratch and gives its handle. */
    static String upload(RpcClient node, Path file) throws Failure {
        try {
            return node.put("/v1/upload", BodyPublishers.ofFile(file))
                    .path("handle")
                    .asString("");
        } catch (FileNotFoundException e) {
            throw Failure.refused("file-not-found", "there is no file " + file, "check the name");
        }
    }

    /** The same for a picture that is in memory already. */
    static String upload(RpcClient node, byte[] picture) throws Failure {
        return node.put("/v1/upload", BodyPublishers.ofByteArray(picture))
                .path("handle")
                .asString("");
    }
}

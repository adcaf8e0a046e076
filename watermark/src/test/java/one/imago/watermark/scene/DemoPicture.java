package one.imago.watermark.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.node.picture.Picture;

/**
 * Makes the photograph that {@code imago demo} registers: writes cli/src/main/resources/one/imago/cli/demo.jpg anew when
 * run with that path as its argument.
 */
public final class DemoPicture {
    private static final int SEED = 5;
    private static final int QUALITY = 92;

    private DemoPicture() {}

    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[0]), jpeg());
    }

    /** The file, the same bytes every time. */
    public static byte[] jpeg() {
        Picture picture = SceneRenderer.render(SEED, 1600, 1067);
        return CameraTags.intoJpeg(OpenCvEncoders.jpeg(picture, QUALITY), CameraTags.exif(1));
    }
}

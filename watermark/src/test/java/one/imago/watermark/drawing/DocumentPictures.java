package one.imago.watermark.drawing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Attacks;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.likeness.LikenessDrawing;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.robust.RobustScheme;
import one.imago.watermark.scene.OpenCvEncoders;
import one.imago.watermark.scene.SceneRenderer;

/**
 * Makes the pictures of "What it looks like" in docs/watermark.md and docs/search.md: writes them anew into the directory
 * that is its argument.
 */
public final class DocumentPictures {
    private static final String COPY = "rot5+crop+resize75+jpeg70";

    private static final Set<String> SHOWN = Set.of("strength", "spectrum", "geometry");
    private static final int SIDE = 480;

    private DocumentPictures() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        RobustScheme scheme = new RobustScheme();
        Picture scene = SceneRenderer.render(5, 1200, 800);
        Explanation explanation = (name, picture) -> {
            if (SHOWN.contains(name)) {
                write(directory.resolve("mark-" + name + ".jpg"), Reduction.of(picture.get(), SIDE));
            }
        };
        Raster raster = Raster.of8(scene.width(), scene.height(), 3, scene.bgr());
        Raster marked = scheme.embed(raster, WorkId.parse("0123456789abcdef"), MarkKey.LOCATOR, explanation);
        Picture shown = new Picture(scene.width(), scene.height(), marked.samples8());
        Picture copy = Attacks.named(COPY).orElseThrow().apply(shown, "scene");
        var unused = scheme.extract(copy, MarkKey.LOCATOR, explanation);
        write(directory.resolve("search-part.jpg"), LikenessDrawing.of(copy, shown));
        Picture pasted = Attacks.copies().stream()
                .filter(attack -> attack.name().equals("paste50"))
                .findFirst()
                .orElseThrow()
                .apply(shown, "scene");
        write(directory.resolve("search-contains.jpg"), LikenessDrawing.of(pasted, shown));
    }

    private static void write(Path file, Picture picture) {
        try {
            Files.write(file, OpenCvEncoders.jpeg(picture, 72));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

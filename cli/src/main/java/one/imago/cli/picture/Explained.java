package one.imago.cli.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.OutputFile;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.mark.Explanation;
import org.jspecify.annotations.Nullable;

/** The pictures that explain what was done with one file: offered while it is done, drawn and written afterwards. */
final class Explained implements Explanation {
    private final @Nullable Path directory;
    private final String stem;
    private final Map<String, Supplier<Picture>> pictures = new LinkedHashMap<>();

    /**
     * @param directory where to write; null when nobody asked
     * @param stem of the files' names
     */
    Explained(@Nullable Path directory, String stem) {
        this.directory = directory;
        this.stem = stem;
    }

    boolean asked() {
        return directory != null;
    }

    @Override
    public void show(String name, Supplier<Picture> picture) {
        if (asked()) {
            pictures.put(name, picture);
        }
    }

    /** Draws and writes, one after the other. */
    void write() throws Failure, IOException {
        Path into = directory;
        if (into == null) {
            return;
        }
        for (Map.Entry<String, Supplier<Picture>> each : pictures.entrySet()) {
            try (OutputFile output = OutputFile.at(into.resolve(stem + "-" + each.getKey() + ".png"))) {
                output.write(PictureWriter.png(each.getValue().get()));
            }
        }
    }
}

package one.imago.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;

/** The pictures that a bench is run on: a folder with what is below it. */
final class PictureFolder {
    private PictureFolder() {}

    /** At most {@code limit} picture files, in the order of their paths. */
    static List<Path> list(Path folder, int limit) throws Failure {
        if (!Files.isDirectory(folder)) {
            throw Failure.refused("not-a-directory", folder + " is not a directory", "name a folder of pictures");
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> files =
                    tree.filter(PictureFolder::isPicture).sorted().limit(limit).toList();
            if (files.isEmpty()) {
                throw Failure.refused(
                        "no-pictures", "there are no .png, .jpg, .webp, .tif or .bmp files in " + folder, "");
            }
            return files;
        } catch (IOException e) {
            throw Failure.refused("file-unreadable", folder + " cannot be read", "check its permissions");
        }
    }

    static Picture read(Path file) throws Failure {
        try {
            return new LocalPictureDecoder(PictureLimits.DEFAULT)
                    .read(InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes()));
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && name.matches(".*\\.(png|jpe?g|webp|tiff?|bmp)");
    }
}

package one.imago.watermark.robust;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.MarkKey;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * Reads crops of pictures that carry no mark, and counts ids and decodings. Not a test: {@code main all|upright CROPS FOLDER...}; {@code
 * upright} leaves the search for scale and turn out.
 * Crops have 160 to 512 pixels a side; seeded.
 */
final class FalseAlarms {
    private static final PrintStream OUT = System.out;
    private static final int LEAST = 160;
    private static final int MOST = 512;
    private static final int REPORT = 250;

    private FalseAlarms() {}

    public static void main(String[] arguments) throws Exception {
        LocalPictureDecoder decoder = new LocalPictureDecoder(PictureLimits.DEFAULT);
        LocalPictureDecoder.loadLibrary();
        Core.setNumThreads(1);
        int crops = Integer.parseInt(arguments[1]);
        List<Path> files = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            try (Stream<Path> found = Files.walk(Path.of(arguments[i]))) {
                found.filter(path -> path.toString().matches(".*\\.(png|jpe?g)"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        boolean searching = arguments[0].equals("all");
        Random random = new Random(11);
        int ids = 0;
        int decoded = 0;
        double most = 0;
        for (int i = 1; i <= crops; i++) {
            Picture picture = decoder.read(Files.readAllBytes(files.get(i % files.size())));
            Findings findings = searching
                    ? RobustScheme.read(crop(picture, random), MarkKey.LOCATOR)
                    : RobustScheme.readUpright(crop(picture, random), MarkKey.LOCATOR);
            decoded += findings.decoded();
            most = Math.max(most, findings.agreement());
            ids += findings.extraction().ids().size();
            if (i % REPORT == 0 || i == crops) {
                OUT.printf(
                        Locale.ROOT,
                        "%d crops of %d pictures: %d ids, %d decodings, agreement up to %.2f%n",
                        i,
                        files.size(),
                        ids,
                        decoded,
                        most);
            }
        }
    }

    private static Picture crop(Picture from, Random random) {
        int width = Math.min(from.width(), LEAST + random.nextInt(MOST - LEAST + 1));
        int height = Math.min(from.height(), LEAST + random.nextInt(MOST - LEAST + 1));
        int x = random.nextInt(from.width() - width + 1);
        int y = random.nextInt(from.height() - height + 1);
        Mat whole = new Mat(from.height(), from.width(), CvType.CV_8UC3);
        whole.put(0, 0, from.bgr());
        Mat part = whole.submat(new Rect(x, y, width, height)).clone();
        byte[] bgr = new byte[3 * width * height];
        part.get(0, 0, bgr);
        part.release();
        whole.release();
        return new Picture(width, height, bgr);
    }
}

package one.imago.watermark.robust;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.attack.Attacks;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.PictureQuality;
import one.imago.watermark.scene.Encoders;
import org.opencv.core.Core;

/**
 * Marks a folder of pictures, attacks the marked pictures and reads the copies. Not a test: {@code main FOLDER
 * [suite|all|NAME,NAME]} lists failures by attack and picture; {@code main mark IN OUT} writes marked
 * PNG files. The id of a
 * picture follows from its name.
 */
final class RobustEvaluation {
    private static final PrintStream OUT = System.out;
    private static final RobustScheme SCHEME = new RobustScheme();
    private static final LocalPictureDecoder DECODER = new LocalPictureDecoder(PictureLimits.DEFAULT);

    private RobustEvaluation() {}

    public static void main(String[] arguments) throws Exception {
        LocalPictureDecoder.loadLibrary();
        Core.setNumThreads(1);
        if (arguments[0].equals("mark")) {
            mark(Path.of(arguments[1]), Path.of(arguments[2]));
        } else {
            attack(Path.of(arguments[0]), arguments.length > 1 ? arguments[1] : "suite");
        }
    }

    private static List<Attack> attacks(String which) {
        if (which.equals("suite") || which.equals("all")) {
            return Attacks.marks().stream()
                    .filter(attack -> which.equals("all") || attack.inSuite())
                    .toList();
        }
        return Stream.of(which.split(","))
                .map(name -> Attacks.named(name).orElseThrow())
                .toList();
    }

    private static void attack(Path in, String which) throws IOException, PictureRejected {
        List<Attack> attacks = attacks(which);
        int[] exact = new int[attacks.size()];
        int wrong = 0;
        double psnrs = 0;
        double ssims = 0;
        double least = 100;
        long spent = 0;
        double pixels = 0;
        StringBuilder[] failures = new StringBuilder[attacks.size()];
        List<Path> files = pictures(in);
        for (Path file : files) {
            DecodedPicture source = DECODER.decode(Files.readAllBytes(file));
            var raster = SCHEME.embed(source.raster(), id(file), MarkKey.LOCATOR);
            Picture marked = new DecodedPicture(source.header(), raster).picture();
            double psnr = PictureQuality.psnr(source.picture(), marked);
            psnrs += psnr;
            least = Math.min(psnr, least);
            ssims += PictureQuality.ssim(source.picture(), marked);
            for (int i = 0; i < exact.length; i++) {
                Picture attacked = attacks.get(i).apply(marked, name(file));
                long before = cpu();
                Extraction found = SCHEME.extract(attacked, MarkKey.LOCATOR);
                spent += cpu() - before;
                pixels += (double) attacked.width() * attacked.height();
                if (failures[i] == null) {
                    failures[i] = new StringBuilder();
                }
                if (found.ids().equals(List.of(id(file)))) {
                    exact[i]++;
                } else {
                    failures[i].append(' ').append(name(file));
                    if (!found.ids().isEmpty()) {
                        wrong++;
                        failures[i].append("=WRONG").append(found.ids());
                    }
                }
            }
        }
        int right = 0;
        for (int i = 0; i < exact.length; i++) {
            right += exact[i];
            double share = 100.0 * exact[i] / files.size();
            if (share < 100) {
                OUT.printf(
                        Locale.ROOT,
                        "%-28s %5.1f %% (%d)%s%n",
                        attacks.get(i).name(),
                        share,
                        attacks.get(i).target(),
                        failures[i]);
            }
        }
        int all = exact.length * files.size();
        OUT.printf(
                Locale.ROOT,
                "%d of %d exact (%.2f %%), %d wrong; mean %.2f dB, least %.2f, ssim %.4f; %.0f ms a picture, %.0f ms/MP%n",
                right,
                all,
                100.0 * right / all,
                wrong,
                psnrs / files.size(),
                least,
                ssims / files.size(),
                spent / 1e6 / all,
                spent / pixels);
    }

    private static void mark(Path in, Path out) throws IOException, PictureRejected {
        Files.createDirectories(out);
        double total = 0;
        double totalSsim = 0;
        List<Path> files = pictures(in);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            DecodedPicture source = DECODER.decode(bytes);
            long before = cpu();
            var raster = SCHEME.embed(source.raster(), id(file), MarkKey.LOCATOR);
            long spent = cpu() - before;
            Picture marked = new DecodedPicture(source.header(), raster).picture();
            Files.write(out.resolve(name(file) + ".png"), Encoders.javaPng(marked));
            double psnr = PictureQuality.psnr(source.picture(), marked);
            double ssim = PictureQuality.ssim(source.picture(), marked);
            total += psnr;
            totalSsim += ssim;
            double pixels = (double) marked.width() * marked.height();
            OUT.printf(
                    Locale.ROOT,
                    "%-24s %.2f dB  %.4f  flat %.2f  %.0f ms/MP%n",
                    name(file),
                    psnr,
                    ssim,
                    flat(source.picture(), marked),
                    spent / pixels);
        }
        OUT.printf(Locale.ROOT, "mean %.2f dB %.4f%n", total / files.size(), totalSsim / files.size());
    }

    /** Root mean square change of the channels where the picture is flat: activity below 2 in 9 x 9 pixels. */
    private static double flat(Picture before, Picture after) {
        var luma = Canvas.of(before).luma(0, before.height());
        var high = Residual.highPass(luma);
        org.opencv.imgproc.Imgproc.sqrBoxFilter(
                high, high, org.opencv.core.CvType.CV_32F, new org.opencv.core.Size(9, 9));
        float[] row = new float[before.width()];
        double sum = 0;
        long count = 1;
        for (int y = 0; y < before.height(); y++) {
            high.get(y, 0, row);
            for (int x = 0; x < row.length; x++) {
                if (row[x] < 4) {
                    int at = 3 * (y * row.length + x);
                    for (int c = 0; c < 3; c++) {
                        int d = (before.bgr()[at + c] & 0xff) - (after.bgr()[at + c] & 0xff);
                        sum += d * d;
                    }
                    count += 3;
                }
            }
        }
        luma.release();
        high.release();
        return Math.sqrt(sum / count);
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().matches(".*\\.(png|jpe?g)"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\.[a-z]+$", "");
    }

    private static WorkId id(Path file) {
        return WorkId.parse(Hash.sha256(name(file).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 16));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

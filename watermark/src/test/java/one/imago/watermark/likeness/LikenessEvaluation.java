package one.imago.watermark.likeness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import one.imago.node.picture.Picture;
import one.imago.watermark.fingerprint.PerceptualHash;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Measures what the thresholds of {@link Likeness} mean on a directory of different photographs: how often a copy of one
 * is accepted, and how near two different ones ever come. Not a test: {@code main DIRECTORY…}.
 */
final class LikenessEvaluation {
    private static final PrintStream OUT = System.out;

    private LikenessEvaluation() {}

    record Known(String name, long code, Sketch sketch) {}

    public static void main(String[] directories) throws IOException {
        NativeVision.load();
        List<Mat> originals = new ArrayList<>();
        List<Known> known = new ArrayList<>();
        for (Path file : pictures(directories)) {
            Mat picture = Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_COLOR);
            if (!picture.empty()) {
                originals.add(picture);
                known.add(known(file.getFileName().toString(), jpeg(picture, 88)));
            }
        }
        OUT.printf(Locale.ROOT, "%d pictures%n", known.size());
        differentPictures(known);
        copies().forEach((name, attack) -> copies(name, attack, originals, known));
    }

    private static void differentPictures(List<Known> known) {
        int pairs = 0;
        int accepted = 0;
        int[] shares = new int[11];
        int[] near = new int[7];
        int[] inliers = new int[40];
        double worstShare = 0;
        double worstCoverage = 0;
        for (int i = 0; i < known.size(); i++) {
            for (int j = 0; j < known.size(); j++) {
                if (i == j || known.get(i).name().equals(known.get(j).name())) {
                    continue;
                }
                Known a = known.get(i);
                Known b = known.get(j);
                Likeness likeness = Likeness.of(a.code(), a.sketch(), b.code(), b.sketch());
                pairs++;
                accepted += likeness.accepted() ? 1 : 0;
                if (likeness.distance() <= 20) {
                    near[Math.max(0, (likeness.distance() - 8 + 1) / 2)]++;
                }
                if (likeness.blocks().blocks() >= Likeness.LEAST_BLOCKS) {
                    shares[(int) (10 * likeness.blocks().share())]++;
                    worstShare = Math.max(worstShare, likeness.blocks().share());
                }
                inliers[Math.min(39, likeness.geometry().inliers())]++;
                if (likeness.geometry().inliers() >= 8) {
                    worstCoverage = Math.max(worstCoverage, likeness.geometry().coverage());
                    OUT.printf(Locale.ROOT, "  %s %s: %s%n", a.name(), b.name(), likeness);
                }
                if (likeness.accepted()) {
                    OUT.printf(Locale.ROOT, "  ACCEPTED %s %s: %s%n", a.name(), b.name(), likeness);
                }
            }
        }
        OUT.printf(
                Locale.ROOT,
                "different: %d ordered pairs, %d accepted; worst share %.3f, coverage %.3f%n",
                pairs,
                accepted,
                worstShare,
                worstCoverage);
        OUT.println("share of agreeing blocks, by tenths: " + java.util.Arrays.toString(shares));
        OUT.println("pHash distance <=8, <=10, …, <=20: " + java.util.Arrays.toString(near));
        OUT.println("inliers 0,1,2…: " + java.util.Arrays.toString(inliers));
    }

    private static void copies(String name, UnaryOperator<Mat> attack, List<Mat> originals, List<Known> known) {
        int accepted = 0;
        int found = 0;
        int wrong = 0;
        int worstDistance = 0;
        double worstShare = 1;
        for (int i = 0; i < originals.size(); i++) {
            Mat copy = attack.apply(originals.get(i));
            Known query = known(name, copy);
            Known work = known.get(i);
            Likeness likeness = Likeness.of(query.code(), query.sketch(), work.code(), work.sketch());
            accepted += likeness.accepted() ? 1 : 0;
            worstDistance = Math.max(worstDistance, likeness.distance());
            if (likeness.blocks().blocks() >= Likeness.LEAST_BLOCKS) {
                worstShare = Math.min(worstShare, likeness.blocks().share());
            }
            boolean named = likeness.accepted() && likeness.distance() <= Likeness.CANDIDATE_BITS;
            found += named ? 1 : 0;
            for (int j = 0; j < known.size(); j++) {
                Known other = known.get(j);
                if (!other.name().equals(work.name()) && Long.bitCount(other.code() ^ query.code()) <= 16) {
                    Likeness foreign = Likeness.of(query.code(), query.sketch(), other.code(), other.sketch());
                    wrong += foreign.accepted() ? 1 : 0;
                }
            }
            copy.release();
        }
        OUT.printf(
                Locale.ROOT,
                "%-12s accepted %3d, found by fingerprint %3d of %d, wrong %d; worst distance %d, worst share %.2f%n",
                name,
                accepted,
                found,
                originals.size(),
                wrong,
                worstDistance,
                worstShare);
    }

    private static Map<String, UnaryOperator<Mat>> copies() {
        Map<String, UnaryOperator<Mat>> copies = new LinkedHashMap<>();
        copies.put("same", Mat::clone);
        copies.put("jpeg70", picture -> jpeg(picture, 70));
        copies.put("jpeg30", picture -> jpeg(picture, 30));
        copies.put("jpeg10", picture -> jpeg(picture, 10));
        copies.put("half", picture -> jpeg(scaled(picture, 0.5, 0.5), 85));
        copies.put("third", picture -> jpeg(scaled(picture, 0.33, 0.33), 85));
        copies.put("tenth", picture -> jpeg(scaled(picture, 0.1, 0.1), 85));
        copies.put("stretched", picture -> scaled(picture, 0.8, 1));
        copies.put("brighter", picture -> linear(picture, 1.3, 0));
        copies.put("darker", picture -> linear(picture, 0.6, 0));
        copies.put("low contrast", picture -> linear(picture, 0.5, 64));
        copies.put("gray", LikenessEvaluation::gray);
        copies.put("blur", picture -> blurred(picture));
        copies.put("flipped", picture -> flipped(picture));
        copies.put("crop 95 %", picture -> cropped(picture, 0.95));
        copies.put("crop 90 %", picture -> cropped(picture, 0.90));
        copies.put("crop 80 %", picture -> cropped(picture, 0.80));
        copies.put("crop 50 %", picture -> cropped(picture, 0.50));
        copies.put("logo", picture -> logo(picture));
        return copies;
    }

    private static List<Path> pictures(String[] directories) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String directory : directories) {
            try (Stream<Path> tree = Files.walk(Path.of(directory))) {
                tree.filter(path -> path.toString().matches(".*\\.(png|jpg|jpeg|webp)"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static Known known(String name, Mat bgr) {
        byte[] samples = new byte[3 * bgr.cols() * bgr.rows()];
        bgr.get(0, 0, samples);
        Picture picture = new Picture(bgr.cols(), bgr.rows(), samples);
        return new Known(name, PerceptualHash.median(picture), Sketcher.sketch(picture));
    }

    private static Mat jpeg(Mat picture, int quality) {
        MatOfByte bytes = new MatOfByte();
        Imgcodecs.imencode(".jpg", picture, bytes, new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality));
        Mat decoded = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
        bytes.release();
        return decoded;
    }

    private static Mat scaled(Mat picture, double x, double y) {
        Mat scaled = new Mat();
        Imgproc.resize(picture, scaled, new Size(), x, y, Imgproc.INTER_AREA);
        return scaled;
    }

    private static Mat linear(Mat picture, double gain, double offset) {
        Mat changed = new Mat();
        picture.convertTo(changed, CvType.CV_8U, gain, offset);
        return changed;
    }

    private static Mat gray(Mat picture) {
        Mat gray = new Mat();
        Imgproc.cvtColor(picture, gray, Imgproc.COLOR_BGR2GRAY);
        Imgproc.cvtColor(gray, gray, Imgproc.COLOR_GRAY2BGR);
        return gray;
    }

    private static Mat blurred(Mat picture) {
        Mat blurred = new Mat();
        Imgproc.GaussianBlur(picture, blurred, new Size(0, 0), 2);
        return blurred;
    }

    private static Mat flipped(Mat picture) {
        Mat flipped = new Mat();
        Core.flip(picture, flipped, 1);
        return flipped;
    }

    private static Mat cropped(Mat picture, double side) {
        int width = (int) (picture.cols() * side);
        int height = (int) (picture.rows() * side);
        return new Mat(picture, new Rect((picture.cols() - width) / 2, (picture.rows() - height) / 2, width, height))
                .clone();
    }

    private static Mat logo(Mat picture) {
        Mat marked = picture.clone();
        Rect corner =
                new Rect(picture.cols() * 7 / 10, picture.rows() * 7 / 10, picture.cols() / 4, picture.rows() / 4);
        Imgproc.rectangle(marked, corner, new Scalar(255, 255, 255), -1);
        return marked;
    }
}

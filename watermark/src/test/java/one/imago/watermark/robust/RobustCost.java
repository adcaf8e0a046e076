package one.imago.watermark.robust;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.scene.SceneRenderer;
import org.opencv.core.Core;

/** Prints what marking and reading cost one thread, in CPU time. Not a test: {@code main [WIDTH HEIGHT]}. */
final class RobustCost {
    private static final PrintStream OUT = System.out;
    private static final int ROUNDS = 5;

    private RobustCost() {}

    public static void main(String[] arguments) {
        int width = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2048;
        int height = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1365;
        RobustScheme scheme = new RobustScheme();
        Picture scene = SceneRenderer.render(7, width, height);
        Raster raster = Raster.of8(width, height, 3, scene.bgr());
        LocalPictureDecoder.loadLibrary();
        Core.setNumThreads(1);
        double megapixels = width * (double) height / 1e6;
        for (int round = 0; round < ROUNDS; round++) {
            long before = cpu();
            Raster unchecked =
                    new Embedding(raster, new WorkId(1), Layout.of(MarkKey.LOCATOR)).at(42, Explanation.NONE);
            report("embed without self-check, " + unchecked.bitDepth() + " bits", before, megapixels);
            before = cpu();
            Raster marked = scheme.embed(raster, new WorkId(1), MarkKey.LOCATOR);
            report("embed", before, megapixels);
            before = cpu();
            boolean found = !scheme.extract(new Picture(width, height, marked.samples8()), MarkKey.LOCATOR)
                    .ids()
                    .isEmpty();
            report("read, found " + found, before, megapixels);
            before = cpu();
            found = !scheme.extract(scene, MarkKey.LOCATOR).ids().isEmpty();
            report("read without a mark, found " + found, before, megapixels);
        }
    }

    private static void report(String what, long before, double megapixels) {
        double millis = (cpu() - before) / 1e6;
        OUT.printf(Locale.ROOT, "%-36s %6.0f ms, %5.1f ms/MP%n", what, millis, millis / megapixels);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

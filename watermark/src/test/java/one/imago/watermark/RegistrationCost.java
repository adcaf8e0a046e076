package one.imago.watermark;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import one.imago.node.crypto.Hash;
import one.imago.node.picture.PictureReader;
import one.imago.node.rpc.Base64Bytes;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.rpc.ImagePrepareMethod;
import one.imago.watermark.rpc.ImageVerifyMethod;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.OpenCvEncoders;
import one.imago.watermark.scene.SceneRenderer;

/**
 * Measures the CPU that registering and verifying a picture takes in this process and its children together. Not a
 * test: {@code main [FILE]}; without a file, a rendered scene of 4000 x 3000 pixels.
 */
final class RegistrationCost {
    private static final PrintStream OUT = System.out;
    private static final int ROUNDS = 4;

    private RegistrationCost() {}

    public static void main(String[] arguments) throws Exception {
        byte[] base = arguments.length > 0
                ? Files.readAllBytes(Path.of(arguments[0]))
                : OpenCvEncoders.jpeg(SceneRenderer.render(7, 4000, 3000), 92);
        AssembledNode node = new AssembledNode(Files.createTempDirectory("registration-cost"));
        // What the start of a node costs is not a registration's: the children and the native library are there.
        var ready = node.registry.require(PictureReader.class).read(Encoders.javaPng(SceneRenderer.render(1, 64, 64)));
        LocalPictureDecoder.loadLibrary();
        OUT.printf(Locale.ROOT, "file of %d bytes, %d pixels read at first%n", base.length, ready.width());
        for (int round = 0; round < ROUNDS; round++) {
            // Another file each time, by a byte after the end of the picture; the pixels belong to another owner.
            byte[] file = Arrays.copyOf(base, base.length + round);
            long before = cpuNanos();
            long started = System.nanoTime();
            ImagePrepareMethod.Result prepared = node.prepare("owner " + round, file);
            report("prepare", round, before, started);
            byte[] marked = node.scratch.read(String.valueOf(prepared.markedUpload()));
            before = cpuNanos();
            started = System.nanoTime();
            var unused = node.ledger.reveal(Hash.parse(prepared.txId()));
            Thread.sleep(500);
            report("final (with 500 ms of waiting)", round, before, started);
            byte[] copy = Arrays.copyOf(marked, marked.length + 1);
            before = cpuNanos();
            started = System.nanoTime();
            ImageVerifyMethod.Result found =
                    node.call(ImageVerifyMethod.class, new ImageVerifyMethod.Params(null, new Base64Bytes(copy)));
            report("verify by " + found.method(), round, before, started);
        }
        node.stop();
    }

    private static void report(String what, int round, long before, long started) {
        OUT.printf(
                Locale.ROOT,
                "round %d: %-32s %5d ms of CPU, %5d ms%n",
                round,
                what,
                (cpuNanos() - before) / 1_000_000,
                (System.nanoTime() - started) / 1_000_000);
    }

    private static long cpuNanos() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long children = ProcessHandle.current()
                .descendants()
                .mapToLong(child ->
                        child.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                .sum();
        return system.getProcessCpuTime() + children;
    }
}

package one.imago.p2p.erasure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Megabytes of a file cut and joined in a second of one thread's CPU. Run by hand:
 * {@code java … one.imago.p2p.erasure.ShardBenchmark [mebibytes] [rounds]}.
 */
final class ShardBenchmark {
    private ShardBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12;
        for (int total : new int[] {30, 40}) {
            measure(10, total, mebibytes << 20, rounds);
        }
    }

    private static void measure(int data, int total, int size, int rounds) throws IOException {
        byte[] file = new byte[size];
        new Random(1).nextBytes(file);
        ShardCoder coder = new ShardCoder(new ShardLayout(data, total, size));
        List<byte[]> shards = ShardCoderPropertyTest.cut(coder, total, file);
        SortedMap<Integer, byte[]> parityOnly = new TreeMap<>();
        SortedMap<Integer, byte[]> half = new TreeMap<>();
        for (int i = 0; i < data; i++) {
            parityOnly.put(total - 1 - i, shards.get(total - 1 - i));
            half.put(2 * i, shards.get(2 * i));
        }
        List<OutputStream> nowhere = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            nowhere.add(OutputStream.nullOutputStream());
        }
        report(data, total, "cut", size, rounds, () -> coder.cut(new ByteArrayInputStream(file), nowhere));
        report(
                data,
                total,
                "join, half of the data lost",
                size,
                rounds,
                () -> coder.join(ShardCoderPropertyTest.streams(half), new ByteArrayOutputStream(size)));
        report(
                data,
                total,
                "join, all data lost",
                size,
                rounds,
                () -> coder.join(ShardCoderPropertyTest.streams(parityOnly), new ByteArrayOutputStream(size)));
    }

    private static void report(int data, int total, String what, int size, int rounds, Work work) throws IOException {
        for (int i = 0; i < rounds / 2; i++) {
            work.run();
        }
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "RS %d/%d %s: %.0f MB per CPU-second%n",
                data,
                total,
                what,
                size * (double) rounds / 1e6 / seconds);
    }

    /** One round. */
    private interface Work {
        void run() throws IOException;
    }
}

package one.imago.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the thread that asks: what other processes do meanwhile hardly counts. */
final class ThreadCpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long start = THREADS.getCurrentThreadCpuTime();

    private ThreadCpu() {}

    static ThreadCpu start() {
        return new ThreadCpu();
    }

    double millis() {
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
}

package one.imago.cli.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;

/** Waits between two questions to a node. */
public final class Pause {
    private Pause() {}

    public static void millis(long millis) throws Failure {
        try {
            boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.UNREACHABLE, "interrupted", "interrupted while waiting for the node", "");
        }
    }
}

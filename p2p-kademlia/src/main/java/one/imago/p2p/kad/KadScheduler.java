package one.imago.p2p.kad;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The one thread that owns a node's table, lookups and records, and its time. The simulator has one of virtual time. */
public interface KadScheduler {
    /** Runs the task on the owner's thread, after what was given before. */
    void execute(Runnable task);

    /** Runs the task on the owner's thread later. */
    Timer after(Duration delay, Runnable task);

    /** Milliseconds since 1970, UTC. */
    long millis();

    /** Something that will happen. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }

    /** On a real thread. */
    static KadScheduler of(ScheduledExecutorService owner, Clock clock) {
        return new KadScheduler() {
            @Override
            public void execute(Runnable task) {
                owner.execute(task);
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                ScheduledFuture<?> future = owner.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
                return () -> future.cancel(false);
            }

            @Override
            public long millis() {
                return clock.millis();
            }
        };
    }
}

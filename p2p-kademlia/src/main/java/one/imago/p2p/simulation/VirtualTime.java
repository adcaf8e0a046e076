package one.imago.p2p.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import one.imago.p2p.kad.KadScheduler;

/** A clock that jumps from one event to the next, and the thread on which all nodes live. */
public final class VirtualTime implements KadScheduler {
    /** Any moment will do; a round one is easier to read. */
    private static final long BEGINNING = 1_700_000_000_000L;

    private final PriorityQueue<Event> later = new PriorityQueue<>();
    private final Queue<Runnable> now = new ArrayDeque<>();
    private long millis = BEGINNING;
    private long events;

    private static final class Event implements Comparable<Event> {
        private final long at;
        private final long order;
        private Runnable task;

        Event(long at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }

        /** The task may hold a whole lookup: it goes at once, and the husk when its time has come. */
        void cancel() {
            task = () -> {};
        }
    }

    @Override
    public void execute(Runnable task) {
        now.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return afterMillis(delay.toMillis(), task);
    }

    Timer afterMillis(long delay, Runnable task) {
        Event event = new Event(millis + delay, events++, task);
        later.add(event);
        return event::cancel;
    }

    @Override
    public long millis() {
        return millis;
    }

    /** Lets this much time pass. */
    public void pass(Duration duration) {
        long end = millis + duration.toMillis();
        while (!now.isEmpty() || (!later.isEmpty() && later.peek().at <= end)) {
            step();
        }
        millis = end;
    }

    /**
     * Lets time pass until something is so.
     *
     * @throws IllegalStateException when nothing more can happen, or a virtual day has passed
     */
    public void passUntil(BooleanSupplier condition) {
        long end = millis + Duration.ofDays(1).toMillis();
        while (!condition.getAsBoolean()) {
            if (millis > end || (now.isEmpty() && later.isEmpty())) {
                throw new IllegalStateException("waited in vain");
            }
            step();
        }
    }

    private void step() {
        Runnable task = now.poll();
        if (task == null) {
            Event event = later.remove();
            millis = Math.max(millis, event.at);
            task = event.task;
        }
        task.run();
    }
}

package one.imago.chain.consensus;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until the next thing happens. What is due at one time happens in the order it was planned. */
final class SimulatedTime {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number));
    private long nowMillis;
    private long planned;

    private record Event(long atMillis, long number, Runnable what) {}

    SimulatedTime(long startMillis) {
        nowMillis = startMillis;
    }

    long millis() {
        return nowMillis;
    }

    void after(long millis, Runnable what) {
        events.add(new Event(nowMillis + millis, planned++, what));
    }

    /** Lets the next thing happen; false when nothing is planned. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        nowMillis = next.atMillis();
        next.what().run();
        return true;
    }

    /** A node's clock, which is wrong by so much. */
    Clock skewed(long millis) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(nowMillis + millis);
            }
        };
    }
}

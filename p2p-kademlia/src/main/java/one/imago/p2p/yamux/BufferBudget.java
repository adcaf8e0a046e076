package one.imago.p2p.yamux;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes kept for readers on all connections together. Thread-safe. */
public final class BufferBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public BufferBudget(long limit) {
        this.limit = limit;
    }

    void add(int bytes) {
        used.addAndGet(bytes);
    }

    boolean isExceeded() {
        return used.get() > limit;
    }

    public long used() {
        return used.get();
    }
}

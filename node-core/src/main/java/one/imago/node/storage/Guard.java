package one.imago.node.storage;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets many threads use a native object and one close it: whoever comes after the close is refused instead of reading
 * freed memory, and the close waits for those inside.
 */
final class Guard {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final String what;
    private boolean closed;

    Guard(String what) {
        this.what = what;
    }

    /** Enters; {@link #exit} follows in a finally block. A thread may enter again while it is inside. */
    void enter() {
        lock.readLock().lock();
        if (closed) {
            lock.readLock().unlock();
            throw new StorageException(StorageException.Kind.CLOSED, what + " is closed");
        }
    }

    void exit() {
        lock.readLock().unlock();
    }

    /** Runs {@code release} once, when nobody is inside. */
    void close(Runnable release) {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException(what + " cannot be closed by a visitor of its own scan");
        }
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}

package one.imago.watermark.journey;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import one.imago.node.picture.PictureRejected;

/**
 * Bounds how many decoded pictures are in memory at once. A few callers wait a while for their turn; more than that are
 * told to come back.
 */
public final class PictureGate {
    private static final int WAITERS_PER_PLACE = 4;
    private static final long WAIT_SECONDS = 20;

    private final Semaphore places;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    public PictureGate(int places) {
        this.places = new Semaphore(places, true);
        this.mostWaiting = WAITERS_PER_PLACE * places;
    }

    /**
     * Waits for a place. Whoever got one calls {@link #leave}.
     *
     * @throws PictureRejected with code {@code busy} when there are too many before this caller
     */
    public void enter() throws PictureRejected {
        if (!places.tryAcquire()) {
            await();
        }
    }

    public void leave() {
        places.release();
    }

    private void await() throws PictureRejected {
        boolean admitted = false;
        try {
            admitted = waiting.incrementAndGet() <= mostWaiting && places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
        if (!admitted) {
            throw new PictureRejected("busy", "this node is reading as many pictures as it can; try again in a moment");
        }
    }
}

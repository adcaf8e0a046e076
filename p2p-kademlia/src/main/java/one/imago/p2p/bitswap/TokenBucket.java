package one.imago.p2p.bitswap;

import java.time.Duration;
import java.time.Instant;

/**
 * Bytes that one peer may still have. Fills at a steady rate up to a burst; may go below zero by one message, so that a
 * message larger than what is left is sent once something is left. Used by one thread.
 */
final class TokenBucket {
    private final long bytesPerSecond;
    private final long burstBytes;
    private long tokens;
    private Instant filled;

    TokenBucket(long bytesPerSecond, long burstBytes, Instant now) {
        this.bytesPerSecond = bytesPerSecond;
        this.burstBytes = burstBytes;
        this.tokens = burstBytes;
        this.filled = now;
    }

    boolean hasSome(Instant now) {
        fill(now);
        return tokens > 0;
    }

    void take(long bytes) {
        tokens -= bytes;
    }

    /** How long until something is left. */
    Duration untilSome(Instant now) {
        fill(now);
        return tokens > 0 ? Duration.ZERO : Duration.ofMillis(1 - tokens * 1000 / bytesPerSecond);
    }

    boolean isFull(Instant now) {
        fill(now);
        return tokens == burstBytes;
    }

    private void fill(Instant now) {
        long millis = Math.min(Duration.between(filled, now).toMillis(), 1000 * (burstBytes / bytesPerSecond + 1) * 2);
        if (millis <= 0) {
            return;
        }
        // A clock that is asked every millisecond must not round the rate down to nothing.
        long added = millis * bytesPerSecond / 1000;
        if (added > 0) {
            tokens = Math.min(burstBytes, tokens + added);
            filled = now;
        }
    }
}

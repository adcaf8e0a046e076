package one.imago.p2p.yamux;

/** So many a second in the long run, and so many at once. Owned by one thread. */
public final class TokenBucket {
    private final double perMilli;
    private final double capacity;
    private double tokens;
    private long updated;

    /**
     * @param perSecond tokens that come back in a second
     * @param capacity tokens that are there at first and at most
     */
    public TokenBucket(double perSecond, double capacity, long nowMillis) {
        this.perMilli = perSecond / 1000;
        this.capacity = capacity;
        this.tokens = capacity;
        this.updated = nowMillis;
    }

    /** Takes so many if they are there. */
    public boolean take(long wanted, long nowMillis) {
        refill(nowMillis);
        if (tokens < wanted) {
            return false;
        }
        tokens -= wanted;
        return true;
    }

    /**
     * Takes so many even where that means a debt.
     *
     * @return milliseconds until the debt is paid; 0 when there is none
     */
    public long charge(long wanted, long nowMillis) {
        refill(nowMillis);
        tokens -= wanted;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perMilli);
    }

    private void refill(long nowMillis) {
        if (nowMillis > updated) {
            tokens = Math.min(capacity, tokens + (nowMillis - updated) * perMilli);
        }
        // A clock that was set back gives no tokens and takes none.
        updated = nowMillis;
    }
}

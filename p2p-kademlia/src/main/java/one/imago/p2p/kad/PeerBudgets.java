package one.imago.p2p.kad;

import java.util.LinkedHashMap;
import java.util.Map;
import one.imago.p2p.address.PeerId;

/**
 * How much each peer may still ask: a bucket of tokens that holds a minute's worth. Of at most {@link #REMEMBERED} peers,
 * since each that is forgotten needs a new connection to profit from it.
 *
 * <p>Owned by one thread.
 */
final class PeerBudgets {
    private static final int REMEMBERED = 4_096;
    private static final int MINUTE = 60;

    private final double perSecond;
    private final Map<PeerId, Budget> budgets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Budget> eldest) {
            return size() > REMEMBERED;
        }
    };

    private static final class Budget {
        private double tokens;
        private long since;
    }

    PeerBudgets(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Takes one token of the peer's; false when it has none left. */
    boolean take(PeerId peer, long now) {
        Budget budget = budgets.computeIfAbsent(peer, id -> {
            Budget fresh = new Budget();
            fresh.tokens = perSecond * MINUTE;
            fresh.since = now;
            return fresh;
        });
        double earned = perSecond * Math.max(0, now - budget.since) / 1_000;
        budget.tokens = Math.min(perSecond * MINUTE, budget.tokens + earned);
        budget.since = now;
        if (budget.tokens < 1) {
            return false;
        }
        budget.tokens--;
        return true;
    }
}

package one.imago.chain.mempool;

import java.util.Comparator;
import one.imago.chain.transaction.SignedTransaction;

/**
 * A waiting transaction.
 *
 * @param order of arrival
 */
record PoolEntry(SignedTransaction transaction, long order) {
    /** Highest fee per byte first, then first come. Compared by cross products: no division, no float. */
    static final Comparator<PoolEntry> BY_FEE_RATE = (a, b) -> {
        long aPays = Math.multiplyHigh(a.fee(), b.size());
        long bPays = Math.multiplyHigh(b.fee(), a.size());
        int byHigh = Long.compare(bPays, aPays);
        int byRate = byHigh != 0 ? byHigh : Long.compareUnsigned(b.fee() * a.size(), a.fee() * b.size());
        return byRate != 0 ? byRate : Long.compare(a.order, b.order);
    };

    long fee() {
        return transaction.feeLimit().units();
    }

    long size() {
        return transaction.size();
    }
}

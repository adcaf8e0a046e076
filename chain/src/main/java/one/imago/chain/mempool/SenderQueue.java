package one.imago.chain.mempool;

import java.util.TreeMap;

/** One account's waiting transactions by nonce. */
final class SenderQueue {
    final TreeMap<Long, PoolEntry> byNonce = new TreeMap<>();
    /** The account's next nonce at the head of the chain. */
    long nextNonce;
    /** Sum of the fees from the next nonce on; what stands in a block is paid. */
    long fees;

    SenderQueue(long nextNonce) {
        this.nextNonce = nextNonce;
    }

    /** Says that the account's next nonce is another one. */
    void moveTo(long nonce) {
        for (PoolEntry entry : byNonce.subMap(Math.min(nonce, nextNonce), Math.max(nonce, nextNonce))
                .values()) {
            fees += nonce < nextNonce ? entry.fee() : -entry.fee();
        }
        nextNonce = nonce;
    }

    /** The nonce after the transactions that can follow each other without a gap. */
    long pendingNonce() {
        long nonce = nextNonce;
        for (long waiting : byNonce.tailMap(nextNonce).keySet()) {
            if (waiting != nonce) {
                break;
            }
            nonce++;
        }
        return nonce;
    }
}

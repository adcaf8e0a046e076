package one.imago.chain.mempool;

import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;

/**
 * Transactions to and from peers, so that what a node accepts reaches whoever makes the next block. Only what could wait
 * here too is passed on: its signature holds, its nonce can come, and its sender can pay.
 */
public final class TransactionGossip {
    /** Sent again at once when nobody may have heard them the first time. */
    private static final int AGAIN = 200;

    private final PeerNetwork network;
    private final MempoolService mempool;
    private final String topic;

    public TransactionGossip(PeerNetwork network, Hash chainId, MempoolService mempool) {
        this.network = network;
        this.mempool = mempool;
        this.topic = "/imago/" + chainId.hex().substring(0, 16) + "/transaction/1";
    }

    public void start() {
        network.subscribe(
                topic, (peer, message) -> message.length <= SignedTransaction.MAX_SIZE && mempool.offer(message));
        mempool.onSubmitted(transaction -> network.publish(topic, transaction.encode()));
    }

    /**
     * Sends again what waits longest: who had no peer when it accepted a transaction has one later. Peers that know it
     * do not pass it on a second time.
     */
    public void repeat() {
        if (!network.peers().isEmpty()) {
            mempool.oldest(AGAIN).forEach(transaction -> network.publish(topic, transaction.encode()));
        }
    }
}

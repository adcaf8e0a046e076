package one.imago.chain.rpc;

import one.imago.chain.block.Block;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber is told; the parameters of the notification {@code chain_event}.
 *
 * @param subscription to which it belongs
 * @param topic of the subscription
 * @param block a new or final one, for these topics
 * @param transaction what became of it, as tx_get says, for that topic
 */
record ChainEvent(
        String subscription,
        Subscriptions.Topic topic,
        @Nullable BlockEvent block,
        TxGetMethod.@Nullable Result transaction) {
    static final String METHOD = "chain_event";

    /**
     * A block in short; chain_block tells the rest.
     *
     * @param transactions how many
     */
    record BlockEvent(
            long height, String hash, String parent, long round, long timestamp, String producer, int transactions) {
        static BlockEvent of(Block block) {
            return new BlockEvent(
                    block.header().height(),
                    block.hash().hex(),
                    block.header().parent().hex(),
                    block.header().round(),
                    block.header().timestampMillis(),
                    block.header().producer().toString(),
                    block.transactions().size());
        }
    }

    static ChainEvent of(Subscriptions.Subscription to, BlockEvent block) {
        return new ChainEvent(Long.toString(to.id()), to.topic(), block, null);
    }

    static ChainEvent of(Subscriptions.Subscription to, TxGetMethod.Result transaction) {
        return new ChainEvent(Long.toString(to.id()), to.topic(), null, transaction);
    }
}

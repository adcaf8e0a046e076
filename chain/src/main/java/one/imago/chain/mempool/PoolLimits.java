package one.imago.chain.mempool;

/**
 * How much may wait. When the pool is full, newcomers are refused: what was accepted is never pushed out, because it was
 * promised.
 *
 * @param transactions in all
 * @param bytes in all
 * @param perSender of one account, and how far above its next nonce a transaction may be
 */
public record PoolLimits(int transactions, long bytes, int perSender) {
    public static final PoolLimits DEFAULT = new PoolLimits(50_000, 64L << 20, 5_000);
}

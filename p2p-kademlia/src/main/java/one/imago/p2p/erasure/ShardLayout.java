package one.imago.p2p.erasure;

/**
 * How a file is laid over its shards. It is cut into stripes of K cells; shard i is cell i of every stripe, one after the
 * other. All cells have {@link #CELL_BYTES} but those of the last stripe, which are as short as they can be; what the last
 * stripe lacks counts as zeros.
 *
 * @param data K, shards that suffice
 * @param total N, shards that there are
 * @param size bytes of the file, at least 1
 */
public record ShardLayout(int data, int total, long size) {
    public static final int CELL_BYTES = 16 << 10;

    /** Largest file: what sealing takes, and its overhead. */
    public static final long MAX_SIZE = 1L << 30;

    public ShardLayout {
        if (data < 1 || total < data || total > ReedSolomon.MAX_PIECES) {
            throw new IllegalArgumentException(
                    "shards are at most " + ReedSolomon.MAX_PIECES + ", and not fewer than suffice");
        }
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("a file of 1 to " + MAX_SIZE + " bytes can be cut into shards");
        }
    }

    public long stripes() {
        return ceil(size, (long) data * CELL_BYTES);
    }

    /** Bytes of each cell of a stripe. */
    public int cellBytes(long stripe) {
        if (stripe < stripes() - 1) {
            return CELL_BYTES;
        }
        return (int) ceil(size - stripe * data * CELL_BYTES, data);
    }

    /** Bytes of each shard. */
    public long shardBytes() {
        long last = stripes() - 1;
        return last * CELL_BYTES + cellBytes(last);
    }

    /** Bytes of the file in one stripe. */
    int fileBytes(long stripe) {
        return (int) Math.min((long) data * CELL_BYTES, size - stripe * data * CELL_BYTES);
    }

    private static long ceil(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}

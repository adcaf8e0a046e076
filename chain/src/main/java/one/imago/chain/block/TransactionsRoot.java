package one.imago.chain.block;

import java.nio.charset.StandardCharsets;
import java.util.List;
import one.imago.node.crypto.Hash;

/**
 * The Merkle root over a block's signed transactions in order, in the shape of RFC 6962 §2.1 (the left subtree holds the
 * largest power of two below the number of leaves) under domains of its own; zero for none.
 */
public final class TransactionsRoot {
    private static final byte[] LEAF = "imago/transactions-leaf/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INNER = "imago/transactions-node/1\0".getBytes(StandardCharsets.US_ASCII);

    private TransactionsRoot() {}

    public static Hash of(List<byte[]> transactions) {
        return transactions.isEmpty() ? Hash.ZERO : Hash.of(root(transactions));
    }

    private static byte[] root(List<byte[]> leaves) {
        var digest = Hash.digest();
        if (leaves.size() == 1) {
            digest.update(LEAF);
            return digest.digest(leaves.get(0));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        digest.update(INNER);
        digest.update(root(leaves.subList(0, split)));
        return digest.digest(root(leaves.subList(split, leaves.size())));
    }
}

package one.imago.chain.state;

import one.imago.node.crypto.Hash;

/** The state after one final block. */
public interface StateView extends AutoCloseable {
    /** Height of the block. */
    long height();

    Hash blockHash();

    Hash stateRoot();

    /** Reads a module's subtree; one that holds nothing reads as empty. */
    StateReader module(String id);

    /** Visits a module's entries whose keys start with {@code prefix} and are at least {@code from}, in key order. */
    void scan(String module, byte[] prefix, byte[] from, Visitor visitor);

    /** Proves what {@code key} holds, or that it holds nothing, against {@link #stateRoot}. */
    StateProof prove(String module, byte[] key);

    @Override
    void close();

    /** Called for each entry; false ends the scan. The arrays belong to the visitor. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }
}

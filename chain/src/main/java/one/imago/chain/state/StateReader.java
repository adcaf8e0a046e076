package one.imago.chain.state;

import org.jspecify.annotations.Nullable;

/** Reads one module's subtree, and through {@link #module} any other's. Keys are at most 128 bytes. */
public interface StateReader {
    byte @Nullable [] get(byte[] key);

    /** The subtree of another module, to read. */
    StateReader module(String id);
}

package one.imago.chain.state;

/** Writes one module's subtree. Values are at most 64 KiB. */
public interface StateWriter extends StateReader {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);
}

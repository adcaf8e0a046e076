package one.imago.node.storage;

/**
 * A declared part of a store with keys of its own (a RocksDB column family).
 *
 * @param name stable on disk, kebab-case
 */
public record Segment(String name) {
    public Segment {
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException("segment names are kebab-case: " + name);
        }
    }
}

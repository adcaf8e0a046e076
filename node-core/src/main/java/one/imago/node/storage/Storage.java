package one.imago.node.storage;

import java.util.List;

/** Opens the node's stores. One directory a store; who opens it declares its segments. */
public interface Storage {
    /**
     * Opens or creates the store {@code name} under the data directory. The caller closes it when its service stops.
     *
     * @param segments every segment that the caller uses; a segment on disk that is not declared is an error
     */
    KeyValueStore open(String name, List<Segment> segments);
}

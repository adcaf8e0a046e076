package one.imago.p2p.kad;

import java.util.List;
import one.imago.node.storage.Segment;

/** Where records lie in the key-value store. */
public final class RecordSegments {
    /** DHT key ‖ peer id → {@code StoredProvider}. */
    static final Segment PROVIDERS = new Segment("kad-providers");

    /** DHT key → {@code SignedValueRecord}. */
    static final Segment VALUES = new Segment("kad-values");

    /** DHT key → {@code StoredPublication}. */
    static final Segment PUBLISHED = new Segment("kad-published");

    /** To open the store with. */
    public static final List<Segment> ALL = List.of(PROVIDERS, VALUES, PUBLISHED);

    private RecordSegments() {}
}

package one.imago.chain.state;

import java.util.List;
import one.imago.node.storage.Segment;

/** The segments of the store {@code ledger}; docs/protocol/ledger.md gives keys and values. */
public final class LedgerSegments {
    /** Name of the store. */
    public static final String STORE = "ledger";

    /** Module ‖ 0 ‖ key → value, of the final state. */
    public static final Segment VALUES = new Segment("values");
    /** Module ‖ 0 ‖ depth ‖ prefix → inner node, of the final state. */
    public static final Segment TREE = new Segment("tree");
    /** Module → reference to the root node, of the final state. */
    public static final Segment ROOTS = new Segment("roots");
    /** Block hash → block. */
    public static final Segment BLOCKS = new Segment("blocks");
    /** Final height → block hash. */
    public static final Segment HEIGHTS = new Segment("heights");
    /** Height above the final one → block hash. */
    public static final Segment UNFINAL = new Segment("unfinal");
    /** Block hash → certificate. */
    public static final Segment CERTIFICATES = new Segment("certificates");
    /** Transaction id → where it stands, once final. */
    public static final Segment TRANSACTIONS = new Segment("transactions");
    /** Transaction id → a transaction that was accepted and is not final. */
    public static final Segment MEMPOOL = new Segment("mempool");
    /** The final pointer, the chain id, the format, the safety record. */
    public static final Segment META = new Segment("meta");

    private LedgerSegments() {}

    public static List<Segment> all() {
        return List.of(VALUES, TREE, ROOTS, BLOCKS, HEIGHTS, UNFINAL, CERTIFICATES, TRANSACTIONS, MEMPOOL, META);
    }
}

package one.imago.watermark.index;

import java.util.Optional;
import one.imago.node.ledger.Work;

/** Told by the index's thread what becomes final. What it does must bear being done twice. */
public interface FinalWorks {
    /**
     * A reveal is final. Called in order, before the work is indexed; again after a restart.
     *
     * @return what the work looks like, when this node made its preview itself and need not read it again
     */
    Optional<IndexedWork> registered(Work work);

    /** Called now and then with the newest final height. */
    void sweep(long finalHeight);
}

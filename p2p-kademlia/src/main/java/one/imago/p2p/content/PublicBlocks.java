package one.imago.p2p.content;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import one.imago.node.content.Cid;

/**
 * Which blocks belong to public content. Counted, for trees share blocks; in memory only, and counted anew at each start,
 * so that no crash can leave it wrong. Thread-safe.
 */
final class PublicBlocks {
    private final Map<Cid, List<Cid>> roots = new HashMap<>();
    private final Map<Cid, Integer> counts = new HashMap<>();

    synchronized boolean contains(Cid block) {
        return counts.containsKey(block);
    }

    synchronized boolean isPublic(Cid root) {
        return roots.containsKey(root);
    }

    synchronized void publish(Cid root, Set<Cid> blocks) {
        if (roots.putIfAbsent(root, List.copyOf(blocks)) == null) {
            blocks.forEach(block -> counts.merge(block, 1, Integer::sum));
        }
    }

    synchronized void withdraw(Cid root) {
        List<Cid> blocks = roots.remove(root);
        if (blocks != null) {
            blocks.forEach(block -> counts.computeIfPresent(block, (key, count) -> count == 1 ? null : count - 1));
        }
    }

    synchronized void clear() {
        roots.clear();
        counts.clear();
    }
}

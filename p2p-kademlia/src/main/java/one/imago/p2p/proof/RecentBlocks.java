package one.imago.p2p.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.FinalBlock;

/** The last final blocks, as far back as a challenge may reach. Thread-safe. */
public final class RecentBlocks {
    private final Deque<FinalBlock> blocks = new ArrayDeque<>();

    /** Takes blocks in height order. */
    public synchronized void add(FinalBlock block) {
        blocks.addLast(block);
        while (blocks.size() > ProofVerifier.DEADLINE_BLOCKS + 1) {
            blocks.removeFirst();
        }
    }

    public synchronized Optional<FinalBlock> latest() {
        return Optional.ofNullable(blocks.peekLast());
    }

    synchronized boolean has(long height, Hash hash) {
        return blocks.stream()
                .anyMatch(block -> block.height() == height && block.hash().equals(hash));
    }
}

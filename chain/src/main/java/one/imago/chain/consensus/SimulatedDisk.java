package one.imago.chain.consensus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import one.imago.chain.state.LedgerSegments;
import one.imago.node.storage.Batch;
import one.imago.node.storage.InMemoryStorage;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.Segment;
import org.jspecify.annotations.Nullable;

/**
 * A disk that forgets: of what was written since the last synced write, a crash keeps a beginning of any length, and the
 * write during which it comes is there as a whole or not at all, as a log with checksums has it.
 */
final class SimulatedDisk implements KeyValueStore {
    private final SplittableRandom random;
    private final KeyValueStore durable = empty();
    private KeyValueStore current = empty();
    private final List<Batch> unsynced = new ArrayList<>();
    private int writesUntilCrash = Integer.MAX_VALUE;

    /** The machine goes down in the middle of a write. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;

        PowerCut() {
            super("power cut", null, false, false);
        }
    }

    SimulatedDisk(SplittableRandom random) {
        this.random = random;
    }

    /** Goes down during one of the next writes. */
    void cutPowerAfter(int writes) {
        writesUntilCrash = writes;
    }

    /** What is on the disk when the machine comes back. */
    void crash() {
        int kept = unsynced.isEmpty() ? 0 : random.nextInt(unsynced.size() + 1);
        unsynced.subList(0, kept).forEach(batch -> durable.write(batch, Durability.SYNCED));
        unsynced.clear();
        current = empty();
        Batch all = new Batch();
        for (Segment segment : LedgerSegments.all()) {
            durable.scan(segment, new byte[0], new byte[0], (key, value) -> {
                all.put(segment, key, value);
                return true;
            });
        }
        current.write(all, Durability.SYNCED);
        writesUntilCrash = Integer.MAX_VALUE;
    }

    private static KeyValueStore empty() {
        return new InMemoryStorage().open(LedgerSegments.STORE, LedgerSegments.all());
    }

    @Override
    public void write(Batch batch, Durability durability) {
        boolean cut = writesUntilCrash-- <= 0;
        if (!cut || random.nextBoolean()) {
            current.write(batch, durability);
            unsynced.add(batch);
            if (durability == Durability.SYNCED) {
                unsynced.forEach(each -> durable.write(each, durability));
                unsynced.clear();
            }
        }
        if (cut) {
            throw new PowerCut();
        }
    }

    @Override
    public byte @Nullable [] get(Segment segment, byte[] key) {
        return current.get(segment, key);
    }

    @Override
    public void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor) {
        current.scan(segment, prefix, from, visitor);
    }

    @Override
    public Snapshot snapshot() {
        return current.snapshot();
    }

    @Override
    public void checkpoint(Path directory) {
        current.checkpoint(directory);
    }

    /** The disk outlives the node. */
    @Override
    public void close() {}
}

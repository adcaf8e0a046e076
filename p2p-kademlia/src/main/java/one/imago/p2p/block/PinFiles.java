package one.imago.p2p.block;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import one.imago.node.content.Cid;

/** The pin records of all roots. A change is durable when its method returns. Thread-safe: changes exclude each other. */
public final class PinFiles {
    private final ShardedFiles files;

    public PinFiles(Path directory, Path incoming) {
        this.files = new ShardedFiles(directory, incoming);
    }

    public void open() throws IOException {
        files.open();
    }

    public Optional<Pin> get(Cid cid) throws IOException {
        try {
            return Optional.of(Pin.decode(files.read(cid, Pin.MAX_BYTES)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Counts one more pin of a root whose blocks are all durable. */
    public synchronized Pin add(Cid cid, long size, long blocks) throws IOException {
        Pin pin = get(cid).orElse(new Pin(size, blocks, 0, false));
        return put(cid, pin.withCount(pin.count() + 1));
    }

    /** Lets go of one pin. */
    public synchronized Pin release(Cid cid) throws IOException {
        Pin pin = pinned(cid);
        return put(cid, pin.withCount(pin.count() - 1));
    }

    public synchronized Pin provide(Cid cid) throws IOException {
        Pin pin = pinned(cid);
        return pin.provided() ? pin : put(cid, pin.asProvided());
    }

    /** Forgets a root that nobody pins. */
    public synchronized void forget(Cid cid) throws IOException {
        if (files.delete(cid)) {
            ShardedFiles.sync(files.shard(cid));
        }
    }

    /** Every root with its record. */
    public Map<Cid, Pin> all() throws IOException {
        Map<Cid, Pin> pins = new HashMap<>();
        files.visit((cid, size) -> {
            Optional<Pin> pin = get(cid);
            pin.ifPresent(value -> pins.put(cid, value));
        });
        return pins;
    }

    private Pin pinned(Cid cid) throws IOException {
        return get(cid).filter(pin -> pin.count() > 0).orElseThrow(() -> new NotPinned(cid));
    }

    private Pin put(Cid cid, Pin pin) throws IOException {
        files.write(cid, pin.encode());
        ShardedFiles.sync(files.shard(cid));
        return pin;
    }
}

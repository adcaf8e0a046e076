package one.imago.watermark.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Hash;

/** Content in memory, one raw block each, with counted pins. */
public final class InMemoryContentStore implements ContentStore {
    private final Map<Cid, byte[]> blocks = new HashMap<>();
    private final Map<Cid, Integer> pins = new HashMap<>();
    private final Set<Cid> provided = new HashSet<>();

    @Override
    public synchronized ContentStat put(InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        Cid cid = Cid.of(Cid.RAW, Hash.sha256(bytes).bytes());
        blocks.put(cid, bytes);
        pins.merge(cid, 1, Integer::sum);
        return stat(cid).orElseThrow();
    }

    @Override
    public synchronized ContentStat pin(Cid cid) throws IOException {
        if (!blocks.containsKey(cid)) {
            throw new IOException("not here");
        }
        pins.merge(cid, 1, Integer::sum);
        return stat(cid).orElseThrow();
    }

    @Override
    public synchronized Optional<ContentStat> stat(Cid cid) {
        return Optional.ofNullable(blocks.get(cid))
                .map(bytes -> new ContentStat(cid, bytes.length, 1, pins.containsKey(cid), provided.contains(cid)));
    }

    @Override
    public synchronized Optional<InputStream> open(Cid cid) {
        return Optional.ofNullable(blocks.get(cid)).map(ByteArrayInputStream::new);
    }

    @Override
    public synchronized void provide(Cid cid) throws IOException {
        if (!blocks.containsKey(cid)) {
            throw new IOException("not here");
        }
        provided.add(cid);
    }

    @Override
    public synchronized void unpin(Cid cid) {
        pins.computeIfPresent(cid, (key, count) -> count == 1 ? null : count - 1);
        if (!pins.containsKey(cid)) {
            blocks.remove(cid);
            provided.remove(cid);
        }
    }

    /** Pins in all. */
    public synchronized int pins() {
        return pins.values().stream().mapToInt(Integer::intValue).sum();
    }
}

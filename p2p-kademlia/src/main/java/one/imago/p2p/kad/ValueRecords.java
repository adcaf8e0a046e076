package one.imago.p2p.kad;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;

/**
 * Signed values that this node keeps for others: the best of each key, bounded, in memory and written through. Where
 * there is no room, what is there stays.
 *
 * <p>Owned by one thread.
 */
final class ValueRecords {
    private final KeyValueStore store;
    private final KadParameters.Records limits;
    private final Map<Key, Kept> values = new HashMap<>();

    /**
     * @param until when it is dropped, however long its signer wants it kept; a restart begins anew
     */
    private record Kept(SignedValue value, long until) {}

    ValueRecords(KeyValueStore store, KadParameters.Records limits) {
        this.store = store;
        this.limits = limits;
    }

    /** Reads what a run before this one kept. */
    void load(long now) {
        store.scan(RecordSegments.VALUES, new byte[0], new byte[0], (key, bytes) -> {
            try {
                SignedValue value = SignedValue.decode(bytes);
                values.put(Key.ofBytes(key), new Kept(value, until(value, now)));
            } catch (MalformedMessage e) {
                throw new IllegalStateException("the store holds a value that this node did not write", e);
            }
            return true;
        });
        expire(now);
    }

    /**
     * Keeps a value when it is worth more than the one that is there.
     *
     * @return false when it has expired, is worth less, or finds no room
     */
    boolean put(SignedValue value, long now) {
        Key key = Key.of(value.key());
        Optional<SignedValue> before = get(key, now);
        if (value.expires() <= now
                || before.filter(kept -> SignedValue.WORTH.compare(value, kept) < 0)
                        .isPresent()
                || (before.isEmpty() && values.size() >= limits.values())) {
            return false;
        }
        values.put(key, new Kept(value, until(value, now)));
        store.write(
                new Batch().put(RecordSegments.VALUES, key.bytes(), value.encode()), KeyValueStore.Durability.BUFFERED);
        return true;
    }

    Optional<SignedValue> get(Key key, long now) {
        return Optional.ofNullable(values.get(key))
                .filter(kept -> kept.until > now)
                .map(Kept::value);
    }

    /** Forgets what has expired. */
    void expire(long now) {
        Batch gone = new Batch();
        values.entrySet().removeIf(entry -> {
            boolean expired = entry.getValue().until <= now;
            if (expired) {
                gone.delete(RecordSegments.VALUES, entry.getKey().bytes());
            }
            return expired;
        });
        if (!gone.isEmpty()) {
            store.write(gone, KeyValueStore.Durability.BUFFERED);
        }
    }

    int size() {
        return values.size();
    }

    private long until(SignedValue value, long now) {
        return Math.min(value.expires(), now + limits.expiry().toMillis());
    }
}

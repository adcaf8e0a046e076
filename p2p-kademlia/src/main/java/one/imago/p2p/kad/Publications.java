package one.imago.p2p.kad;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.proto.StoredPublication;

/**
 * What this node has published and must publish again before it expires elsewhere. In keyspace order, so that
 * neighbouring records find the same peers, already connected; a cursor goes round and takes what is due.
 *
 * <p>Owned by one thread.
 */
final class Publications {
    private final KeyValueStore store;
    private final Duration period;
    private final NavigableMap<Key, Publication> all = new TreeMap<>();
    private Optional<Key> cursor = Optional.empty();

    /** Something that this node publishes. */
    sealed interface Subject {
        Key key();
    }

    record Content(Multihash hash) implements Subject {
        @Override
        public Key key() {
            return Key.of(hash);
        }
    }

    record Value(SignedValue value) implements Subject {
        @Override
        public Key key() {
            return Key.of(value.key());
        }
    }

    private record Publication(Subject subject, long published) {}

    Publications(KeyValueStore store, Duration period) {
        this.store = store;
        this.period = period;
    }

    void load() {
        store.scan(RecordSegments.PUBLISHED, new byte[0], new byte[0], (key, bytes) -> {
            all.put(Key.ofBytes(key), read(bytes));
            return true;
        });
    }

    /** From now on this is published again and again. */
    void add(Subject subject) {
        put(subject, 0);
    }

    void remove(Key key) {
        all.remove(key);
        store.write(new Batch().delete(RecordSegments.PUBLISHED, key.bytes()), KeyValueStore.Durability.BUFFERED);
    }

    /** It lies with its keepers now; of no interest when it was removed or replaced meanwhile. */
    void published(Subject subject, long now) {
        Publication current = all.get(subject.key());
        if (current != null && current.subject.equals(subject)) {
            put(subject, now);
        }
    }

    /** Forgets values that are worth nothing any more. */
    void expire(long now) {
        List<Key> expired = all.entrySet().stream()
                .filter(entry -> entry.getValue().subject instanceof Value value && value.value.expires() <= now)
                .map(Map.Entry::getKey)
                .toList();
        expired.forEach(this::remove);
    }

    private void put(Subject subject, long published) {
        all.put(subject.key(), new Publication(subject, published));
        StoredPublication.Builder stored = StoredPublication.newBuilder().setPublishedMillis(published);
        if (subject instanceof Content content) {
            stored.setContent(KadCodec.wrap(content.hash.bytes()));
        } else if (subject instanceof Value value) {
            stored.setValue(KadCodec.wrap(value.value.encode()));
        }
        store.write(
                new Batch()
                        .put(
                                RecordSegments.PUBLISHED,
                                subject.key().bytes(),
                                stored.build().toByteArray()),
                KeyValueStore.Durability.BUFFERED);
    }

    /** Takes what is due, at most {@code limit}, going on in keyspace order where the call before stopped. */
    List<Subject> due(long now, int limit) {
        List<Map.Entry<Key, Publication>> round = new ArrayList<>();
        cursor.ifPresentOrElse(
                key -> {
                    round.addAll(all.tailMap(key, false).entrySet());
                    round.addAll(all.headMap(key, true).entrySet());
                },
                () -> round.addAll(all.entrySet()));
        List<Subject> due = round.stream()
                .map(Map.Entry::getValue)
                .filter(each -> each.published == 0 || each.published + period.toMillis() <= now)
                .limit(limit)
                .map(Publication::subject)
                .toList();
        if (!due.isEmpty()) {
            cursor = Optional.of(due.get(due.size() - 1).key());
        }
        return due;
    }

    /** How far the oldest publication is behind its time; what was never published is not late but new. */
    Duration lag(long now) {
        long oldest = all.values().stream()
                .mapToLong(Publication::published)
                .filter(published -> published > 0)
                .min()
                .orElse(now);
        return Duration.ofMillis(Math.max(0, now - oldest - period.toMillis()));
    }

    /** What has not found a keeper yet. */
    int waiting() {
        return (int) all.values().stream().filter(each -> each.published == 0).count();
    }

    int size() {
        return all.size();
    }

    private static Publication read(byte[] bytes) {
        try {
            StoredPublication stored = StoredPublication.parseFrom(bytes);
            Subject subject = stored.hasContent()
                    ? new Content(Multihash.ofBytes(stored.getContent().toByteArray()))
                    : new Value(SignedValue.decode(stored.getValue().toByteArray()));
            return new Publication(subject, stored.getPublishedMillis());
        } catch (InvalidProtocolBufferException | MalformedMessage e) {
            throw new IllegalStateException("the store holds a publication that this node did not write", e);
        }
    }
}

package one.imago.p2p.kad;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.proto.StoredProvider;

/**
 * Who provides what, as told by the providers themselves. In memory, bounded, and written through to the store, from
 * which a restart reads it back. Where there is no room, what is there stays: a flood displaces nobody, and what it put
 * there expires.
 *
 * <p>Owned by one thread.
 */
final class ProviderRecords {
    private static final int KEY_LENGTH = 32;

    private final KeyValueStore store;
    private final KadParameters.Records limits;
    private final Map<Key, Map<PeerId, Provider>> providers = new HashMap<>();
    private final Map<PeerId, Integer> perPeer = new HashMap<>();
    private int size;

    private record Provider(PeerAddress peer, long expires) {}

    ProviderRecords(KeyValueStore store, KadParameters.Records limits) {
        this.store = store;
        this.limits = limits;
    }

    /** Reads what a run before this one kept. What has expired or does not fit is forgotten. */
    void load(long now) {
        Batch gone = new Batch();
        store.scan(RecordSegments.PROVIDERS, new byte[0], new byte[0], (key, value) -> {
            Provider provider = read(key, value);
            if (provider.expires <= now || !put(Key.ofBytes(Arrays.copyOf(key, KEY_LENGTH)), provider)) {
                gone.delete(RecordSegments.PROVIDERS, key);
            }
            return true;
        });
        store.write(gone, KeyValueStore.Durability.BUFFERED);
    }

    /**
     * @param peer proven by the connection that the record came on
     * @return false when there is no room for it
     */
    boolean add(Key content, PeerAddress peer, long now) {
        Provider provider = new Provider(peer, now + limits.expiry().toMillis());
        if (!put(content, provider)) {
            return false;
        }
        StoredProvider.Builder stored = StoredProvider.newBuilder().setExpiresMillis(provider.expires);
        peer.addresses().forEach(address -> stored.addAddrs(KadCodec.wrap(address.bytes())));
        store.write(
                new Batch()
                        .put(
                                RecordSegments.PROVIDERS,
                                storeKey(content, peer.id()),
                                stored.build().toByteArray()),
                KeyValueStore.Durability.BUFFERED);
        return true;
    }

    private boolean put(Key content, Provider provider) {
        PeerId peer = provider.peer.id();
        Map<PeerId, Provider> ofContent = providers.getOrDefault(content, Map.of());
        if (!ofContent.containsKey(peer)) {
            int ofPeer = perPeer.getOrDefault(peer, 0);
            if (size >= limits.providers()
                    || ofContent.size() >= limits.providersPerKey()
                    || ofPeer >= limits.providersPerPeer()) {
                return false;
            }
            perPeer.put(peer, ofPeer + 1);
            size++;
        }
        providers.computeIfAbsent(content, key -> new LinkedHashMap<>(2)).put(peer, provider);
        return true;
    }

    /** Those that have not expired. */
    List<PeerAddress> of(Key content, long now) {
        List<PeerAddress> alive = new ArrayList<>();
        for (Provider provider : providers.getOrDefault(content, Map.of()).values()) {
            if (provider.expires > now) {
                alive.add(provider.peer);
            }
        }
        return alive;
    }

    /** Forgets what has expired. */
    void expire(long now) {
        Batch gone = new Batch();
        Iterator<Map.Entry<Key, Map<PeerId, Provider>>> contents =
                providers.entrySet().iterator();
        while (contents.hasNext()) {
            Map.Entry<Key, Map<PeerId, Provider>> content = contents.next();
            content.getValue().values().removeIf(provider -> {
                if (provider.expires > now) {
                    return false;
                }
                PeerId peer = provider.peer.id();
                perPeer.computeIfPresent(peer, (id, count) -> count == 1 ? null : count - 1);
                size--;
                gone.delete(RecordSegments.PROVIDERS, storeKey(content.getKey(), peer));
                return true;
            });
            if (content.getValue().isEmpty()) {
                contents.remove();
            }
        }
        if (!gone.isEmpty()) {
            store.write(gone, KeyValueStore.Durability.BUFFERED);
        }
    }

    int size() {
        return size;
    }

    private static byte[] storeKey(Key content, PeerId peer) {
        byte[] key = Arrays.copyOf(content.bytes(), KEY_LENGTH + PeerId.LENGTH);
        System.arraycopy(peer.bytes(), 0, key, KEY_LENGTH, PeerId.LENGTH);
        return key;
    }

    private static Provider read(byte[] key, byte[] value) {
        try {
            StoredProvider stored = StoredProvider.parseFrom(value);
            PeerId peer = PeerId.ofBytes(Arrays.copyOfRange(key, KEY_LENGTH, key.length));
            return new Provider(
                    PeerAddress.of(peer, KadCodec.addresses(peer, stored.getAddrsList())), stored.getExpiresMillis());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the store holds a provider record that this node did not write", e);
        }
    }
}

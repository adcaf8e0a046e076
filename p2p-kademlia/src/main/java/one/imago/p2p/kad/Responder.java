package one.imago.p2p.kad;

import java.util.List;
import java.util.Optional;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.address.PeerId;

/**
 * Answers what peers ask. Records are taken only from whom they speak of: ADD_PROVIDER for another peer, or without an
 * address, changes nothing; a value proves its signer.
 *
 * <p>Owned by one thread.
 */
final class Responder {
    private final RoutingTable table;
    private final ProviderRecords providers;
    private final ValueRecords values;
    private final int k;
    private final PeerBudgets requests;
    private final PeerBudgets writes;

    Responder(RoutingTable table, ProviderRecords providers, ValueRecords values, KadParameters parameters) {
        this.table = table;
        this.providers = providers;
        this.values = values;
        k = parameters.k();
        requests = new PeerBudgets(parameters.records().requests());
        writes = new PeerBudgets(parameters.records().writes());
    }

    /**
     * @param from proven by the connection
     * @return empty for a message that has no answer
     * @throws RefusedRequest when the peer asks too much or nonsense
     */
    Optional<KadMessage> answer(PeerId from, KadMessage message, long now) throws RefusedRequest {
        if (!requests.take(from, now)) {
            throw new RefusedRequest("asks too often");
        }
        if (message.key().length() == 0 && message.type() != KadMessage.Type.PING) {
            throw new RefusedRequest("asks for nothing");
        }
        return switch (message.type()) {
            case FIND_NODE -> Optional.of(message.answer(closer(from, message)));
            case GET_PROVIDERS -> {
                Key content = Key.of(message.key().bytes());
                List<PeerAddress> known = providers.of(content, now);
                yield Optional.of(message.answer(
                        closer(from, message), known.subList(0, Math.min(known.size(), KadMessage.MAX_PEERS))));
            }
            case GET_VALUE -> {
                Key key = Key.of(message.key().bytes());
                Optional<WireBytes> value = values.get(key, now).map(kept -> WireBytes.of(kept.encode()));
                yield Optional.of(message.answer(closer(from, message), value));
            }
            case PUT_VALUE -> Optional.of(put(from, message, now));
            case ADD_PROVIDER -> {
                addProvider(from, message, now);
                yield Optional.empty();
            }
            case PING -> Optional.of(message);
        };
    }

    private List<PeerAddress> closer(PeerId from, KadMessage message) {
        List<PeerAddress> closest = table.closest(Key.of(message.key().bytes()), k + 1);
        closest.removeIf(peer -> peer.id().equals(from));
        return closest.subList(0, Math.min(k, closest.size()));
    }

    private KadMessage put(PeerId from, KadMessage message, long now) throws RefusedRequest {
        KadMessage.Entry entry = message.record().orElseThrow(() -> new RefusedRequest("puts nothing"));
        if (!writes.take(from, now)) {
            throw new RefusedRequest("writes too often");
        }
        SignedValue value;
        try {
            value = SignedValue.decode(entry.value().bytes());
        } catch (MalformedMessage e) {
            throw new RefusedRequest("puts a value that is not valid", e);
        }
        WireBytes key = WireBytes.of(value.key());
        if (!key.equals(message.key()) || !key.equals(entry.key())) {
            throw new RefusedRequest("puts a value under a key that is not its own");
        }
        if (!values.put(value, now)) {
            throw new RefusedRequest("puts a value that is old, or finds no room");
        }
        return message;
    }

    private void addProvider(PeerId from, KadMessage message, long now) throws RefusedRequest {
        try {
            Multihash.ofBytes(message.key().bytes());
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest("provides what is not a multihash", e);
        }
        Optional<PeerAddress> itself = message.providers().stream()
                .filter(peer -> peer.id().equals(from) && !peer.addresses().isEmpty())
                .findFirst();
        if (itself.isPresent()) {
            if (!writes.take(from, now)) {
                throw new RefusedRequest("writes too often");
            }
            providers.add(Key.of(message.key().bytes()), itself.get(), now);
        }
    }
}

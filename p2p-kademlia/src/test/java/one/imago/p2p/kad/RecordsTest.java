package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.InMemoryStorage;
import one.imago.node.storage.KeyValueStore;
import one.imago.p2p.address.Multihash;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final KadParameters.Records LIMITS =
            new KadParameters.Records(10, 3, 4, 2, Duration.ofHours(48), Duration.ofHours(22), 1, 1);
    private final Random random = new Random(2);
    private final InMemoryStorage storage = new InMemoryStorage();
    private KeyValueStore store = storage.open("kad", RecordSegments.ALL);

    private void restart() {
        store.close();
        store = storage.open("kad", RecordSegments.ALL);
    }

    @Test
    void aProviderIsRememberedFor48HoursAcrossARestart() {
        ProviderRecords records = new ProviderRecords(store, LIMITS);
        Key content = Key.of(Peers.content(random));
        PeerAddress provider = Peers.any(random);
        assertThat(records.add(content, provider, 0)).isTrue();
        restart();
        ProviderRecords again = new ProviderRecords(store, LIMITS);
        again.load(HOUR);
        assertThat(again.of(content, 48 * HOUR - 1)).containsExactly(provider);
        assertThat(again.of(content, HOUR).get(0).addresses()).isEqualTo(provider.addresses());
        assertThat(again.of(content, 48 * HOUR)).isEmpty();
        again.expire(48 * HOUR);
        assertThat(again.size()).isZero();
        restart();
        ProviderRecords empty = new ProviderRecords(store, LIMITS);
        empty.load(0);
        assertThat(empty.size()).isZero();
    }

    @Test
    void providersFindRoomWithinTheLimitsAndDisplaceNobody() {
        ProviderRecords records = new ProviderRecords(store, LIMITS);
        Key content = Key.of(Peers.content(random));
        List<PeerAddress> first = List.of(Peers.any(random), Peers.any(random), Peers.any(random));
        first.forEach(peer -> assertThat(records.add(content, peer, 0)).isTrue());
        assertThat(records.add(content, Peers.any(random), 0)).as("per key").isFalse();
        assertThat(records.add(content, first.get(0), HOUR)).as("again").isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(records.add(Key.of(Peers.content(random)), first.get(0), 0))
                    .isTrue();
        }
        assertThat(records.add(Key.of(Peers.content(random)), first.get(0), 0))
                .as("per peer")
                .isFalse();
        int more = 0;
        while (records.add(Key.of(Peers.content(random)), Peers.any(random), 0)) {
            more++;
        }
        assertThat(records.size()).as("in all").isEqualTo(10);
        assertThat(more).isEqualTo(4);
        assertThat(records.of(content, 1)).containsExactlyInAnyOrderElementsOf(first);
        records.expire(48 * HOUR);
        assertThat(records.size()).as("only what was renewed lives on").isEqualTo(1);
    }

    @Test
    void theBestValueIsKeptUntilItExpires() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        SignedValue old = SignedValue.sign(key, "a", 1, 100 * HOUR, new byte[] {1});
        SignedValue young = SignedValue.sign(key, "a", 2, 20 * HOUR, new byte[] {2});
        ValueRecords records = new ValueRecords(store, LIMITS);
        Key place = Key.of(old.key());
        assertThat(records.put(old, 0)).isTrue();
        assertThat(records.put(young, 0)).isTrue();
        assertThat(records.put(old, 0)).as("replayed").isFalse();
        restart();
        ValueRecords again = new ValueRecords(store, LIMITS);
        again.load(HOUR);
        assertThat(again.get(place, HOUR)).contains(young);
        assertThat(again.get(place, 20 * HOUR)).isEmpty();
        assertThat(again.put(SignedValue.sign(key, "b", 1, HOUR, new byte[0]), HOUR))
                .as("expired")
                .isFalse();
        assertThat(again.put(SignedValue.sign(key, "b", 1, 9 * HOUR, new byte[0]), HOUR))
                .isTrue();
        assertThat(again.put(SignedValue.sign(key, "c", 1, 9 * HOUR, new byte[0]), HOUR))
                .as("full")
                .isFalse();
    }

    @Test
    void publicationsComeRoundInKeyspaceOrder() {
        Publications publications = new Publications(store, Duration.ofHours(22));
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Multihash content = Peers.content(random);
            keys.add(Key.of(content));
            publications.add(new Publications.Content(content));
        }
        keys.sort(null);
        assertThat(publications.waiting()).isEqualTo(50);
        List<Key> round = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<Publications.Subject> due = publications.due(HOUR, 10);
            due.forEach(subject -> publications.published(subject, HOUR));
            due.forEach(subject -> round.add(subject.key()));
        }
        assertThat(round).isEqualTo(keys);
        assertThat(publications.due(HOUR, 10)).isEmpty();
        assertThat(publications.waiting()).isZero();
        assertThat(publications.due(23 * HOUR - 1, 10)).isEmpty();
        assertThat(publications.due(23 * HOUR, 100)).hasSize(50);
        assertThat(publications.lag(23 * HOUR)).isZero();
        assertThat(publications.lag(26 * HOUR)).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void publicationsSurviveARestartUntilTheyAreTakenBack() {
        Publications publications = new Publications(store, Duration.ofHours(22));
        Multihash content = Peers.content(random);
        SignedValue value = SignedValue.sign(SigningKey.ofSeed(new byte[32]), "a", 1, HOUR, new byte[] {5});
        publications.add(new Publications.Content(content));
        publications.add(new Publications.Value(value));
        publications.published(new Publications.Content(content), HOUR);
        restart();
        Publications again = new Publications(store, Duration.ofHours(22));
        again.load();
        assertThat(again.due(2 * HOUR, 9)).containsExactly(new Publications.Value(value));
        again.remove(Key.of(value.key()));
        restart();
        Publications less = new Publications(store, Duration.ofHours(22));
        less.load();
        assertThat(less.due(23 * HOUR, 9)).containsExactly(new Publications.Content(content));
    }

    @Test
    void aReplacedValueIsNotTakenForPublishedAndAnExpiredOneIsForgotten() {
        Publications publications = new Publications(store, Duration.ofHours(22));
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        Publications.Value old = new Publications.Value(SignedValue.sign(key, "a", 1, HOUR, new byte[0]));
        Publications.Value young = new Publications.Value(SignedValue.sign(key, "a", 2, HOUR, new byte[0]));
        publications.add(old);
        publications.add(young);
        publications.published(old, 1);
        assertThat(publications.due(2, 9)).containsExactly(young);
        publications.published(young, 2);
        assertThat(publications.waiting()).isZero();
        publications.expire(HOUR);
        assertThat(publications.size()).isZero();
    }
}

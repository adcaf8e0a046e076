package one.imago.p2p.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.kad.DhtStatus;
import one.imago.p2p.kad.IdPuzzle;
import one.imago.p2p.kad.KadParameters;
import one.imago.p2p.kad.PeerAddress;
import one.imago.p2p.kad.SignedValue;
import org.junit.jupiter.api.Test;

/** The production DHT on a small virtual network. */
class DhtNetworkTest {
    private final VirtualTime time = new VirtualTime();
    private final VirtualNetwork network = new VirtualNetwork(time, new SplittableRandom(1));
    private final List<VirtualPeer> peers = new ArrayList<>();

    private void join(int count, KadParameters parameters) {
        Population population = new Population(time, new SplittableRandom(2), network, parameters);
        for (int i = 0; i < count; i++) {
            peers.add(population.join(population.identity(), Optional.empty()));
            time.pass(Duration.ofSeconds(1));
        }
        time.pass(Duration.ofMinutes(2));
    }

    private void join(int count) {
        join(count, KadParameters.standard().with(IdPuzzle.none()));
    }

    /** With little upkeep, for tests that let days pass. */
    private void joinForDays(int count) {
        KadParameters parameters = DhtSimulation.parameters();
        KadParameters.Table table = parameters.table();
        join(
                count,
                parameters.with(new KadParameters.Table(
                        table.groupPerBucket(),
                        table.groupPerTable(),
                        table.localExempt(),
                        table.tolerated(),
                        table.stale(),
                        Duration.ofHours(12))));
    }

    private <T> T get(CompletionStage<T> stage) {
        List<T> result = new ArrayList<>();
        stage.thenAccept(result::add);
        time.passUntil(() -> !result.isEmpty());
        return result.get(0);
    }

    private static Multihash content(int number) {
        byte[] digest = new byte[32];
        digest[0] = (byte) number;
        return Multihash.of(Multihash.SHA2_256, digest);
    }

    private List<PeerAddress> providers(VirtualPeer seeker, Multihash content) {
        List<PeerAddress> found = new ArrayList<>();
        boolean[] done = {false};
        seeker.dht()
                .findProviders(content, (provider, hops) -> {
                    found.add(provider);
                    return false;
                })
                .whenComplete((nothing, failure) -> done[0] = true);
        time.passUntil(() -> done[0]);
        return found;
    }

    @Test
    void whatOneProvidesEverybodyFinds() {
        join(40);
        assertThat(get(peers.get(3).dht().provide(content(1)))).isBetween(15, 20);
        for (VirtualPeer seeker : peers) {
            assertThat(providers(seeker, content(1)))
                    .containsExactly(peers.get(3).address());
        }
        assertThat(providers(peers.get(5), content(2))).isEmpty();
    }

    @Test
    void aRecordIsRenewedUntilItIsTakenBackAndThenExpires() {
        joinForDays(22);
        get(peers.get(3).dht().provide(content(1)));
        time.pass(Duration.ofHours(60));
        assertThat(providers(peers.get(7), content(1)))
                .containsExactly(peers.get(3).address());
        DhtStatus status = peers.get(3).dht().status();
        assertThat(status.publications()).isEqualTo(1);
        assertThat(status.waiting()).isZero();
        assertThat(status.lag()).isLessThan(Duration.ofMinutes(5));
        peers.get(3).dht().unprovide(content(1));
        time.pass(Duration.ofHours(49));
        assertThat(providers(peers.get(7), content(1))).isEmpty();
        assertThat(peers).allMatch(peer -> peer.dht().status().providerRecords() == 0);
    }

    @Test
    void aDeadProvidersRecordExpires() {
        joinForDays(22);
        get(peers.get(3).dht().provide(content(1)));
        peers.get(3).die();
        time.pass(Duration.ofHours(47));
        assertThat(providers(peers.get(7), content(1))).hasSize(1);
        time.pass(Duration.ofHours(2));
        assertThat(providers(peers.get(7), content(1))).isEmpty();
    }

    @Test
    void tablesForgetTheDeadByThemselves() {
        join(30);
        assertThat(peers.get(0).dht().status().peers()).isGreaterThan(20);
        peers.subList(1, 15).forEach(VirtualPeer::die);
        time.pass(Duration.ofHours(3));
        assertThat(peers.get(0).dht().status().peers()).isEqualTo(15);
    }

    @Test
    void theNewestSignedValueIsFound() {
        join(40);
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        long expires = time.millis() + Duration.ofDays(3).toMillis();
        SignedValue old = SignedValue.sign(key, "profile", 1, expires, new byte[] {1});
        SignedValue young = SignedValue.sign(key, "profile", 2, expires, new byte[] {2});
        assertThat(get(peers.get(1).dht().putValue(old))).isGreaterThan(10);
        assertThat(get(peers.get(9).dht().getValue(old.key(), 4))).contains(old);
        assertThat(get(peers.get(2).dht().putValue(young))).isGreaterThan(10);
        assertThat(get(peers.get(9).dht().getValue(old.key(), 4))).contains(young);
        assertThat(get(peers.get(9).dht().getValue(SignedValue.key(key.publicKey(), "other"), 4)))
                .isEmpty();
    }

    @Test
    void aPeerIsFoundById() {
        join(60);
        PeerAddress wanted = peers.get(42).address();
        assertThat(get(peers.get(17).dht().findPeer(wanted.id()))).contains(wanted);
    }

    @Test
    void idsWithoutAPuzzleStayOutside() {
        join(10, KadParameters.standard().with(new IdPuzzle(30)));
        assertThat(peers).allMatch(peer -> peer.dht().status().peers() == 0);
    }

    @Test
    void aNodeJoinsWhenItsFirstPeerAppears() {
        Population population = new Population(
                time, new SplittableRandom(2), network, KadParameters.standard().with(IdPuzzle.none()));
        VirtualPeer alone = population.join(population.identity(), Optional.empty());
        time.pass(Duration.ofHours(1));
        assertThat(alone.dht().status().peers()).isZero();
        for (int i = 0; i < 5; i++) {
            population.join(population.identity(), Optional.empty());
        }
        time.pass(Duration.ofMinutes(5));
        assertThat(alone.dht().status().peers()).isEqualTo(5);
    }
}

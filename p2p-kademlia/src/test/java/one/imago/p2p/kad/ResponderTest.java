package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.InMemoryStorage;
import one.imago.node.storage.KeyValueStore;
import one.imago.p2p.address.Multihash;
import org.junit.jupiter.api.Test;

class ResponderTest {
    private static final KadParameters PARAMETERS = KadParameters.standard();
    private final Random random = new Random(3);
    private final PeerAddress self = Peers.any(random);
    private final PeerAddress asker = Peers.any(random);
    private final KeyValueStore store = new InMemoryStorage().open("kad", RecordSegments.ALL);
    private final RoutingTable table = new RoutingTable(self.key(), 20, PARAMETERS.table());
    private final ProviderRecords providers = new ProviderRecords(store, PARAMETERS.records());
    private final ValueRecords values = new ValueRecords(store, PARAMETERS.records());
    private final Responder responder = new Responder(table, providers, values, PARAMETERS);
    private final Multihash content = Peers.content(random);

    private Optional<KadMessage> ask(KadMessage message) throws RefusedRequest {
        return responder.answer(asker.id(), message, 1_000);
    }

    @Test
    void namesTheTwentyNearestButNotTheAsker() throws RefusedRequest {
        table.answered(asker, Optional.of(asker.addresses().get(0)), 1);
        for (int i = 0; i < 200; i++) {
            PeerAddress peer = Peers.at(random, "20." + i + ".1.1");
            table.answered(peer, Optional.of(peer.addresses().get(0)), 1);
        }
        List<PeerAddress> closer =
                ask(KadMessage.findNode(asker.id())).orElseThrow().closer();
        assertThat(closer)
                .hasSize(20)
                .doesNotContain(asker)
                .isSortedAccordingTo(asker.key().nearest());
        assertThat(table.closest(asker.key(), 21)).contains(asker).containsAll(closer);
    }

    @Test
    void aPeerProvidesOnlyItself() throws RefusedRequest {
        PeerAddress other = Peers.any(random);
        assertThat(ask(KadMessage.addProvider(content, other))).isEmpty();
        assertThat(ask(KadMessage.addProvider(content, PeerAddress.of(asker.id(), List.of()))))
                .isEmpty();
        assertThat(ask(KadMessage.getProviders(content)).orElseThrow().providers())
                .isEmpty();
        assertThat(ask(KadMessage.addProvider(content, asker))).isEmpty();
        assertThat(ask(KadMessage.getProviders(content)).orElseThrow().providers())
                .containsExactly(asker);
    }

    @Test
    void onlyMultihashesAreProvided() {
        KadMessage odd = new KadMessage(
                KadMessage.Type.ADD_PROVIDER,
                WireBytes.of(new byte[] {0x12, 0x20, 1}),
                Optional.empty(),
                List.of(),
                List.of(asker));
        assertThatThrownBy(() -> ask(odd)).isInstanceOf(RefusedRequest.class);
        assertThat(providers.size()).isZero();
    }

    @Test
    void aValueLiesUnderItsOwnKeyOnly() throws RefusedRequest {
        SignedValue value = SignedValue.sign(SigningKey.ofSeed(new byte[32]), "a", 1, 9_000, new byte[] {1});
        assertThatThrownBy(() -> ask(KadMessage.putValue(content.bytes(), value.encode())))
                .isInstanceOf(RefusedRequest.class);
        byte[] forged = value.encode();
        forged[forged.length - 1] ^= 1;
        assertThatThrownBy(() -> ask(KadMessage.putValue(value.key(), forged))).isInstanceOf(RefusedRequest.class);
        assertThat(values.size()).isZero();
        KadMessage put = KadMessage.putValue(value.key(), value.encode());
        assertThat(ask(put)).contains(put);
        assertThat(ask(KadMessage.getValue(value.key()))
                        .orElseThrow()
                        .record()
                        .orElseThrow()
                        .value())
                .isEqualTo(WireBytes.of(value.encode()));
    }

    @Test
    void whoAsksTooMuchIsRefusedAndNobodyElseIs() throws RefusedRequest {
        int answered = 0;
        try {
            while (answered < 10_000) {
                ask(KadMessage.findNode(self.id()));
                answered++;
            }
        } catch (RefusedRequest e) {
            assertThat(answered).isEqualTo(60 * PARAMETERS.records().requests());
        }
        assertThat(answered).isLessThan(10_000);
        assertThat(responder.answer(Peers.any(random).id(), KadMessage.findNode(self.id()), 1_000))
                .isPresent();
        assertThat(responder.answer(asker.id(), KadMessage.findNode(self.id()), 2_000))
                .as("a second later")
                .isPresent();
    }

    @Test
    void whoRecordsTooMuchIsRefused() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 60 * PARAMETERS.records().writes() + 1; i++) {
                        ask(KadMessage.addProvider(Peers.content(random), asker));
                    }
                })
                .isInstanceOf(RefusedRequest.class);
        assertThat(providers.size()).isEqualTo(60 * PARAMETERS.records().writes());
    }

    @Test
    void aQuestionForNothingIsRefused() {
        assertThatThrownBy(() -> ask(KadMessage.findNode(new byte[0]))).isInstanceOf(RefusedRequest.class);
    }
}

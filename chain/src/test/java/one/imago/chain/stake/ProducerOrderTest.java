package one.imago.chain.stake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SigningKey;
import one.imago.node.crypto.Vrf;
import one.imago.node.crypto.VrfOutput;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class ProducerOrderTest {
    private static final Hash CHAIN = Hash.sha256("chain".getBytes(StandardCharsets.US_ASCII));

    /** Computed in another language from docs/protocol/stake.md. */
    @Test
    void seedsAndOrderAreAsDocumented() {
        EpochSeed first = EpochSeed.first(CHAIN);
        assertThat(first.value()).hasToString("66c99e7308d54e9b71a2076940ae27ee0db5c99f0549e0fe8f19d89c87a2715d");
        assertThat(Hex.encode(first.vrfInput(CHAIN, 0)))
                .isEqualTo(
                        "696d61676f2f70726f64756365722d7672662f31009414886b1ebf025db067a4cbd13a0903fbd9733a5372bba1b58"
                                + "bd72c1699b798000000000000000066c99e7308d54e9b71a2076940ae27ee0db5c99f0549e0fe8f19d89c87a2715d");
        Map<Address, VrfOutput> outputs = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            byte[] output = new byte[VrfOutput.LENGTH];
            output[0] = (byte) i;
            outputs.put(producer(i).address(), VrfOutput.of(output));
        }
        EpochSeed second = first.next(0, outputs);
        assertThat(second.value()).hasToString("84169141ca87bf4e68ccbf6cfb7a94a52a14bb0335b1df8457580226677da87f");
        assertThat(second.next(1, Map.of()).value())
                .hasToString("dba4a37b161383155192640c412d14737554539b7fc612c6e5367a36af767391");
        assertThat(numbers(ProducerOrder.of(set(21), second)))
                .containsExactly(19, 9, 0, 18, 5, 8, 3, 1, 4, 13, 2, 12, 10, 6, 16, 17, 7, 20, 15, 14, 11);
    }

    @Test
    void everyProducerHasOnePlaceAndTheSeedAloneDecides() {
        ProducerSet set = set(21);
        EpochSeed seed = EpochSeed.first(CHAIN);
        List<Producer> order = ProducerOrder.of(set, seed);
        assertThat(order).containsExactlyInAnyOrderElementsOf(set.producers());
        assertThat(ProducerOrder.of(set, seed)).isEqualTo(order);
        assertThat(ProducerOrder.of(set, seed.next(0, Map.of()))).isNotEqualTo(order);
        assertThat(ProducerOrder.of(set(1), seed)).isEqualTo(set(1).producers());
    }

    /** χ² over the 24 orders of four producers; 23 degrees of freedom exceed 50 once in a thousand seeds. */
    @Test
    void everyOrderIsAsLikelyAsAnyOther() {
        ProducerSet set = set(4);
        Map<List<Producer>, Integer> counts = new HashMap<>();
        int runs = 24_000;
        EpochSeed seed = EpochSeed.first(CHAIN);
        for (int epoch = 0; epoch < runs; epoch++) {
            counts.merge(ProducerOrder.of(set, seed), 1, Integer::sum);
            seed = seed.next(epoch, Map.of());
        }
        double expected = runs / 24.0;
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(counts).hasSize(24);
        assertThat(chiSquare).isLessThan(50);
    }

    /** One epoch as producers live it: outputs of their own keys, verified by everybody, make the next order. */
    @Test
    void anEpochsOutputsMakeTheNextSeed() {
        EpochSeed seed = EpochSeed.first(CHAIN);
        byte[] input = seed.vrfInput(CHAIN, 0);
        Map<Address, VrfOutput> outputs = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            SigningKey key =
                    SigningKey.ofSeed(Hash.sha256(new byte[] {(byte) i}).bytes());
            outputs.put(
                    key.address(),
                    Vrf.verify(key.publicKey(), input, Vrf.prove(key, input)).orElseThrow());
        }
        EpochSeed all = seed.next(0, outputs);
        outputs.remove(outputs.keySet().iterator().next());
        assertThat(seed.next(0, outputs)).isNotEqualTo(all);
    }

    private static List<Integer> numbers(List<Producer> order) {
        List<Integer> numbers = new ArrayList<>();
        for (Producer producer : order) {
            for (int i = 0; i < order.size(); i++) {
                if (producer(i).equals(producer)) {
                    numbers.add(i);
                }
            }
        }
        return numbers;
    }

    private static ProducerSet set(int size) {
        List<Producer> producers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            producers.add(producer(i));
        }
        return new ProducerSet(producers);
    }

    private static Producer producer(int number) {
        return new Producer(PublicKey.of(Hash.sha256(new byte[] {(byte) number}).bytes()), Amount.ofTokens(1));
    }
}

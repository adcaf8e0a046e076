package one.imago.chain.stake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.state.MapState;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class ProducerSetTest {
    private static Producer producer(int number, long stake) {
        return new Producer(PublicKey.of(Hash.sha256(new byte[] {(byte) number}).bytes()), new Amount(stake));
    }

    @Test
    void aQuorumIsMoreThanTwoThirdsOfTheStake() {
        ProducerSet set = new ProducerSet(List.of(producer(1, 1), producer(2, 1), producer(3, 1), producer(4, 3)));
        assertThat(set.isQuorum(addresses(1, 4))).isFalse();
        assertThat(set.isQuorum(addresses(1, 2, 4))).isTrue();
        assertThat(set.isQuorum(addresses(1, 2, 3))).isFalse();
        assertThat(set.isQuorum(addresses(1, 4, 9))).isFalse();
        assertThat(new ProducerSet(List.of(producer(1, 1))).isQuorum(addresses(1)))
                .isTrue();
        ProducerSet large = new ProducerSet(List.of(producer(1, Long.MAX_VALUE / 3 - 1), producer(2, 1)));
        assertThat(large.isQuorum(addresses(1))).isTrue();
        assertThat(large.isQuorum(addresses(2))).isFalse();
    }

    private static Set<Address> addresses(int... numbers) {
        Set<Address> addresses = new HashSet<>();
        for (int number : numbers) {
            addresses.add(producer(number, 1).address());
        }
        return addresses;
    }

    @Test
    void theStateHoldsTheSetOfTheGenesis() {
        Producer one = producer(1, 5);
        Producer two = producer(2, 7);
        TreeMap<Address, Amount> stakes = new TreeMap<>();
        stakes.put(one.address(), one.stake());
        stakes.put(two.address(), two.stake());
        MapState state = new MapState(StakeModule.ID);
        new StakeModule()
                .genesis(
                        new GenesisAllocation(
                                new TreeMap<>(), stakes, Map.of(one.address(), one.key(), two.address(), two.key())),
                        state);
        ProducerSet set = ProducerSet.read(state);
        assertThat(set).isEqualTo(new ProducerSet(List.of(two, one)));
        assertThat(set.hash()).isEqualTo(new ProducerSet(List.of(one, two)).hash());
        assertThat(set.producer(one.address())).contains(one);
    }

    @Test
    void refusesSetsThatThereCannotBe() {
        assertThatThrownBy(() -> new ProducerSet(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProducerSet(List.of(producer(1, 1), producer(1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProducerSet(List.of(producer(1, 0)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProducerSet(List.of(producer(1, Long.MAX_VALUE / 3), producer(2, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyTheCanonicalEncodingIsRead() throws Exception {
        ProducerSet set = new ProducerSet(List.of(producer(1, 1), producer(2, 2)));
        assertThat(ProducerSet.decode(set.encode())).isEqualTo(set);
        List<Producer> reversed = new ArrayList<>(set.producers());
        Collections.reverse(reversed);
        var record = one.imago.chain.proto.ProducerSetRecord.newBuilder().setSchema(1);
        for (Producer producer : reversed) {
            record.addProducers(one.imago.chain.proto.ProducerRecord.newBuilder()
                    .setPublicKey(com.google.protobuf.ByteString.copyFrom(
                            producer.key().bytes()))
                    .setStake(producer.stake().units()));
        }
        byte[] bytes = record.build().toByteArray();
        assertThatThrownBy(() -> ProducerSet.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
}

package one.imago.chain.stake;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.chain.proto.ProducerRecord;
import one.imago.chain.proto.ProducerSetRecord;
import one.imago.chain.state.StateReader;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;

/**
 * The producers that vote on a block, with their stakes; ascending by address, at least one. Immutable.
 *
 * @param producers ascending by address
 */
public record ProducerSet(List<Producer> producers) {
    public static final int MAX_PRODUCERS = 128;
    /** So that three times any sum of stakes still fits. */
    private static final long MAX_TOTAL = Long.MAX_VALUE / 3;

    private static final byte[] KEY = "producers".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOMAIN = "imago/producer-set/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SCHEMA = 1;

    public ProducerSet {
        producers = producers.stream()
                .sorted(Comparator.comparing(Producer::address))
                .toList();
        if (producers.isEmpty() || producers.size() > MAX_PRODUCERS) {
            throw new IllegalArgumentException("a network has 1 to " + MAX_PRODUCERS + " producers");
        }
        long total = 0;
        for (int i = 0; i < producers.size(); i++) {
            long stake = producers.get(i).stake().units();
            if (stake == 0) {
                throw new IllegalArgumentException("every producer has a stake");
            }
            if (stake > MAX_TOTAL - total) {
                throw new IllegalArgumentException("the stakes add up to more than there can be");
            }
            total += stake;
            if (i > 0 && producers.get(i).address().equals(producers.get(i - 1).address())) {
                throw new IllegalArgumentException("a producer stands twice in the set");
            }
        }
    }

    /** The key of the module {@code stake} under which the set stands. */
    public static byte[] key() {
        return KEY.clone();
    }

    /**
     * The set in force, from the state.
     *
     * @param stake subtree of the module {@code stake}
     */
    public static ProducerSet read(StateReader stake) {
        byte[] value = stake.get(KEY);
        if (value == null) {
            throw new IllegalStateException("the state has no producer set");
        }
        try {
            return decode(value);
        } catch (NonCanonicalException | IllegalArgumentException e) {
            throw new IllegalStateException("the producer set in the state is damaged", e);
        }
    }

    /**
     * @throws NonCanonicalException when the bytes are not the canonical encoding of a set
     * @throws IllegalArgumentException when they encode a set that there cannot be
     */
    public static ProducerSet decode(byte[] bytes) throws NonCanonicalException {
        ProducerSetRecord record = CanonicalMessage.parse(ProducerSetRecord.parser(), bytes);
        if (record.getSchema() != SCHEMA || record.getProducersCount() > MAX_PRODUCERS) {
            throw new IllegalArgumentException("not a producer set of schema 1");
        }
        List<Producer> producers = new ArrayList<>();
        for (ProducerRecord producer : record.getProducersList()) {
            producers.add(
                    new Producer(PublicKey.of(producer.getPublicKey().toByteArray()), new Amount(producer.getStake())));
        }
        ProducerSet set = new ProducerSet(producers);
        if (!set.producers.equals(producers)) {
            throw new IllegalArgumentException("producers stand in ascending order of their addresses");
        }
        return set;
    }

    /** The canonical encoding, as it stands in the state. */
    public byte[] encode() {
        ProducerSetRecord.Builder record = ProducerSetRecord.newBuilder().setSchema(SCHEMA);
        for (Producer producer : producers) {
            record.addProducers(ProducerRecord.newBuilder()
                    .setPublicKey(ByteString.copyFrom(producer.key().bytes()))
                    .setStake(producer.stake().units()));
        }
        return record.build().toByteArray();
    }

    /** What a header's {@code producers_hash} is: SHA-256("imago/producer-set/1" ‖ 0x00 ‖ encoding). */
    public Hash hash() {
        return Hash.sha256(DOMAIN, encode());
    }

    public Amount totalStake() {
        return stakeOf(producers);
    }

    public Optional<Producer> producer(Address address) {
        return producers.stream().filter(p -> p.address().equals(address)).findFirst();
    }

    /** Whether these hold more than two thirds of the stake. Who is not in the set counts nothing. */
    public boolean isQuorum(Set<Address> voters) {
        return stakeOf(voters).units() * 3 > totalStake().units() * 2;
    }

    /** Whether these hold more than one third of the stake, so that one of them at least is honest. */
    public boolean isMoreThanFaulty(Set<Address> voters) {
        return stakeOf(voters).units() * 3 > totalStake().units();
    }

    /** Who is not in the set has none. */
    public Amount stakeOf(Set<Address> voters) {
        return stakeOf(
                producers.stream().filter(p -> voters.contains(p.address())).toList());
    }

    private static Amount stakeOf(Collection<Producer> some) {
        Amount sum = Amount.ZERO;
        for (Producer producer : some) {
            sum = sum.plus(producer.stake());
        }
        return sum;
    }
}

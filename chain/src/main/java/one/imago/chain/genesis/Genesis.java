package one.imago.chain.genesis;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import one.imago.chain.allocation.Allocation;
import one.imago.chain.allocation.Grant;
import one.imago.chain.allocation.Share;
import one.imago.chain.proto.GenesisBalance;
import one.imago.chain.proto.GenesisGrant;
import one.imago.chain.proto.GenesisProducer;
import one.imago.chain.proto.GenesisRecord;
import one.imago.chain.stake.Producer;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;

/**
 * What a network starts from. Public; its hash is the chain id, so two networks with the same genesis are the same
 * network, and the salt keeps two that were made apart from ever being so.
 *
 * @param network name for people, kebab-case, at most 32 characters
 * @param salt 32 random bytes
 * @param timestampMillis time of height 0, milliseconds since 1970
 * @param balances tokens that exist, by address, beside the stakes
 * @param producers ascending by address, each with its bonded stake
 * @param parameters the network's rhythm
 * @param grants ascending by share, then holder; none, or all that the white paper's shares but the community's have
 */
public record Genesis(
        String network,
        Hash salt,
        long timestampMillis,
        SortedMap<Address, Amount> balances,
        List<Producer> producers,
        Parameters parameters,
        List<Grant> grants) {
    public static final int PROTOCOL = 1;
    public static final int MAX_BALANCES = 10_000;
    public static final int MAX_GRANTS = 1_000;
    static final int FORMAT = 1;
    private static final Pattern NETWORK = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final byte[] DOMAIN = "imago/genesis/1\0".getBytes(StandardCharsets.US_ASCII);
    /** The last millisecond of the year 9999: later ones have no common text form. */
    private static final long MAX_TIMESTAMP = 253_402_300_799_999L;

    public Genesis {
        if (!NETWORK.matcher(network).matches()) {
            throw new IllegalArgumentException("a network's name is 1 to 32 of a-z, 0-9 and hyphens");
        }
        if (timestampMillis < 0 || timestampMillis > MAX_TIMESTAMP) {
            throw new IllegalArgumentException("the time of genesis is not a time");
        }
        if (balances.size() > MAX_BALANCES) {
            throw new IllegalArgumentException("genesis has at most " + MAX_BALANCES + " balances");
        }
        balances = Collections.unmodifiableSortedMap(new TreeMap<>(balances));
        producers = new ProducerSet(producers).producers();
        grants = grants.stream().sorted(Grant.ORDER).toList();
        checkGrants(grants);
        try {
            Amount community = community(balances, producers);
            if (!grants.isEmpty()) {
                Allocation.check(grants, community);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("genesis hands out more tokens than there can be", e);
        }
    }

    /** Without the white paper's allocation. */
    public Genesis(
            String network,
            Hash salt,
            long timestampMillis,
            SortedMap<Address, Amount> balances,
            List<Producer> producers,
            Parameters parameters) {
        this(network, salt, timestampMillis, balances, producers, parameters, List.of());
    }

    private static void checkGrants(List<Grant> grants) {
        if (grants.size() > MAX_GRANTS) {
            throw new IllegalArgumentException("genesis has at most " + MAX_GRANTS + " grants");
        }
        for (int i = 1; i < grants.size(); i++) {
            if (Grant.ORDER.compare(grants.get(i - 1), grants.get(i)) == 0) {
                throw new IllegalArgumentException(grants.get(i).holder() + " has two grants of the share "
                        + grants.get(i).share());
            }
        }
    }

    /** All plain balances and stakes. */
    private static Amount community(SortedMap<Address, Amount> balances, List<Producer> producers) {
        Amount sum = Amount.ZERO;
        for (Amount amount : balances.values()) {
            if (amount.equals(Amount.ZERO)) {
                throw new IllegalArgumentException("a balance of zero is left out");
            }
            sum = sum.plus(amount);
        }
        for (Producer producer : producers) {
            sum = sum.plus(producer.stake());
        }
        return sum;
    }

    /**
     * A network's rhythm.
     *
     * @param blockIntervalMillis least time between two blocks when there is something to finalise, 10 to 60,000
     * @param heartbeatMillis time after which an empty block is made, 100 to 600,000
     */
    public record Parameters(int blockIntervalMillis, int heartbeatMillis) {
        public Parameters {
            if (blockIntervalMillis < 10 || blockIntervalMillis > 60_000) {
                throw new IllegalArgumentException("block-interval-millis is from 10 to 60000");
            }
            if (heartbeatMillis < 100 || heartbeatMillis > 600_000 || heartbeatMillis < blockIntervalMillis) {
                throw new IllegalArgumentException(
                        "heartbeat-millis is from 100 to 600000 and not below block-interval-millis");
            }
        }
    }

    /** Reads {@code genesis.toml}. Its errors say what is wrong and where. */
    public static Genesis read(Path file) throws IOException, GenesisException {
        if (Files.size(file) > GenesisToml.MAX_BYTES) {
            throw new GenesisException("a genesis file has at most " + GenesisToml.MAX_BYTES + " bytes");
        }
        return parse(Files.readString(file));
    }

    public static Genesis parse(String toml) throws GenesisException {
        return GenesisToml.parse(toml);
    }

    /** The text of {@code genesis.toml}; the same genesis always gives the same text. */
    public String toToml() {
        return GenesisToml.write(this);
    }

    /** SHA-256("imago/genesis/1" ‖ 0x00 ‖ canonical encoding): names the chain. */
    public Hash chainId() {
        return Hash.sha256(DOMAIN, encode());
    }

    public ProducerSet producerSet() {
        return new ProducerSet(producers);
    }

    /** What the state modules write at height 0. */
    public GenesisAllocation allocation() {
        SortedMap<Address, Amount> stakes = new TreeMap<>();
        Map<Address, PublicKey> keys = new HashMap<>();
        for (Producer producer : producers) {
            stakes.put(producer.address(), producer.stake());
            keys.put(producer.address(), producer.key());
        }
        return new GenesisAllocation(balances, stakes, keys, grants, timestampMillis);
    }

    /**
     * Reads the canonical encoding.
     *
     * @throws GenesisException unless the bytes are what {@link #encode} gives for a genesis that there can be
     */
    public static Genesis decode(byte[] encoded) throws GenesisException {
        try {
            GenesisRecord record = CanonicalMessage.parse(GenesisRecord.parser(), encoded, GenesisToml.MAX_BYTES);
            if (record.getFormat() != FORMAT || record.getProtocol() != PROTOCOL) {
                throw new GenesisException("genesis is not of format 1, protocol 1");
            }
            SortedMap<Address, Amount> balances = new TreeMap<>();
            for (GenesisBalance balance : record.getBalancesList()) {
                balances.put(Address.of(balance.getAddress().toByteArray()), new Amount(balance.getAmount()));
            }
            List<Producer> producers = record.getProducersList().stream()
                    .map(producer -> new Producer(
                            PublicKey.of(producer.getPublicKey().toByteArray()), new Amount(producer.getStake())))
                    .toList();
            Genesis genesis = new Genesis(
                    record.getNetwork(),
                    Hash.of(record.getSalt().toByteArray()),
                    record.getTimestampMillis(),
                    balances,
                    producers,
                    new Parameters(record.getBlockIntervalMillis(), record.getHeartbeatMillis()),
                    grants(record));
            // Rows out of order or twice would make the same genesis under another hash.
            if (!Arrays.equals(genesis.encode(), encoded)) {
                throw new GenesisException("genesis does not list its rows once and in order");
            }
            return genesis;
        } catch (NonCanonicalException | IllegalArgumentException e) {
            throw new GenesisException("genesis: " + e.getMessage());
        }
    }

    private static List<Grant> grants(GenesisRecord record) {
        if (record.getGrantsCount() > MAX_GRANTS) {
            throw new IllegalArgumentException("genesis has at most " + MAX_GRANTS + " grants");
        }
        return record.getGrantsList().stream()
                .map(grant -> new Grant(
                        Share.ofNumber(grant.getShare()),
                        Address.of(grant.getHolder().toByteArray()),
                        new Amount(grant.getAmount())))
                .toList();
    }

    /** The canonical protobuf encoding, a {@code GenesisRecord}. */
    public byte[] encode() {
        GenesisRecord.Builder record = GenesisRecord.newBuilder()
                .setFormat(FORMAT)
                .setNetwork(network)
                .setSalt(ByteString.copyFrom(salt.bytes()))
                .setTimestampMillis(timestampMillis)
                .setProtocol(PROTOCOL)
                .setBlockIntervalMillis(parameters.blockIntervalMillis())
                .setHeartbeatMillis(parameters.heartbeatMillis());
        balances.forEach((address, amount) -> record.addBalances(GenesisBalance.newBuilder()
                .setAddress(ByteString.copyFrom(address.bytes()))
                .setAmount(amount.units())));
        for (Producer producer : producers) {
            record.addProducers(GenesisProducer.newBuilder()
                    .setPublicKey(ByteString.copyFrom(producer.key().bytes()))
                    .setStake(producer.stake().units()));
        }
        for (Grant grant : grants) {
            record.addGrants(GenesisGrant.newBuilder()
                    .setShare(grant.share().number())
                    .setHolder(ByteString.copyFrom(grant.holder().bytes()))
                    .setAmount(grant.amount().units()));
        }
        return record.build().toByteArray();
    }
}

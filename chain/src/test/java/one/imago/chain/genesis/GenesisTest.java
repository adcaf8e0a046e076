package one.imago.chain.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import one.imago.chain.allocation.Allocation;
import one.imago.chain.allocation.Grant;
import one.imago.chain.allocation.Share;
import one.imago.chain.stake.Producer;
import one.imago.chain.stake.ProducerSet;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class GenesisTest {
    static PublicKey key(int number) {
        return PublicKey.of(Hash.sha256(new byte[] {(byte) number}).bytes());
    }

    static Genesis sample() {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(key(1).address(), Amount.parse("12.5"));
        balances.put(key(2).address(), Amount.ofTokens(1_000_000));
        return new Genesis(
                "sample",
                Hash.sha256("salt".getBytes(StandardCharsets.US_ASCII)),
                1_790_000_000_000L,
                balances,
                List.of(
                        new Producer(key(3), Amount.ofTokens(100)),
                        new Producer(key(4), Amount.ofTokens(200)),
                        new Producer(key(5), Amount.ofTokens(300))),
                new Genesis.Parameters(100, 1_000));
    }

    /** With the white paper's allocation. */
    static Genesis allocated() {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(key(1).address(), Allocation.COMMUNITY_AT_START.minus(Amount.ofTokens(600)));
        List<Grant> grants = new ArrayList<>();
        grants.add(new Grant(Share.ECOSYSTEM, key(6).address(), Share.ECOSYSTEM.total()));
        grants.add(new Grant(Share.FOUNDATION, key(7).address(), Share.FOUNDATION.total()));
        grants.add(new Grant(Share.INVESTORS, key(8).address(), Amount.parse("0.00000001")));
        grants.add(new Grant(
                Share.INVESTORS, key(7).address(), Share.INVESTORS.total().minus(new Amount(1))));
        grants.add(new Grant(Share.TEAM, key(9).address(), Share.TEAM.total()));
        Genesis plain = sample();
        return new Genesis(
                "allocated",
                plain.salt(),
                plain.timestampMillis(),
                balances,
                plain.producers(),
                plain.parameters(),
                grants);
    }

    static String golden(String name) throws IOException {
        try (InputStream in = GenesisTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isWrittenAndHashedAsDocumented() throws Exception {
        assertThat(sample().toToml()).isEqualTo(golden("genesis.toml"));
        assertThat(Hex.encode(sample().encode()))
                .isEqualTo(golden("genesis.hex").strip());
        assertThat(sample().chainId())
                .isEqualTo(Hash.parse(golden("genesis-chain-id.hex").strip()));
    }

    @Test
    void anAllocationIsWrittenAndHashedAsDocumented() throws Exception {
        assertThat(allocated().toToml()).isEqualTo(golden("genesis-allocated.toml"));
        assertThat(Hex.encode(allocated().encode()))
                .isEqualTo(golden("genesis-allocated.hex").strip());
        assertThat(allocated().toToml()).contains(allocated().chainId().hex());
        assertThat(Genesis.parse(allocated().toToml())).isEqualTo(allocated());
        assertThat(Genesis.decode(allocated().encode())).isEqualTo(allocated());
        assertThat(allocated().allocation().grants()).hasSize(5);
    }

    @Test
    void anAllocationIsWholeOrNone() {
        String toml = allocated().toToml();
        refuses("share team are 2099999999 tokens together", toml.replace("\"2100000000\"", "\"2099999999\""));
        refuses("share team are 6300000000 tokens together", toml.replace("share = \"ecosystem\"", "share = \"team\""));
        refuses("community's share without the pool", toml.replace("stake = \"100\"", "stake = \"101\""));
        refuses("balances and stakes, not grants", toml.replace("share = \"team\"", "share = \"community\""));
        refuses("expected team", toml.replace("share = \"team\"", "share = \"Team\""));
        refuses(
                "two grants of the share investors",
                toml.replace(key(8).address().toString(), key(7).address().toString()));
        refuses("unknown entry \"until\"", toml.replace("share = \"team\"", "share = \"team\"\nuntil = 1"));
        refuses("grant of zero", toml.replace("\"0.00000001\"", "\"0\""));
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        assertThat(Genesis.parse(sample().toToml())).isEqualTo(sample());
        assertThat(Genesis.decode(sample().encode())).isEqualTo(sample());
    }

    @Test
    void theOrderOfRowsInTheFileDoesNotMatter() throws Exception {
        String toml = sample().toToml();
        int balances = toml.indexOf("\n[[balance]]");
        int producers = toml.indexOf("\n[[producer]]");
        String swapped = toml.substring(0, balances) + toml.substring(producers) + toml.substring(balances, producers);
        assertThat(Genesis.parse(swapped).chainId()).isEqualTo(sample().chainId());
    }

    @Test
    void anotherSaltIsAnotherChain() {
        Genesis one = DevNetwork.create(key(1).address(), key(2), Hash.sha256(new byte[] {1}), 1);
        Genesis two = DevNetwork.create(key(1).address(), key(2), Hash.sha256(new byte[] {2}), 1);
        assertThat(one.chainId()).isNotEqualTo(two.chainId());
        assertThat(one.allocation().balances()).containsEntry(key(1).address(), DevNetwork.DEV_BALANCE);
        assertThat(one.producerSet().totalStake()).isEqualTo(DevNetwork.PRODUCER_STAKE);
    }

    @Test
    void nothingUnknownMissingOrMalformedIsRead() {
        refuses("unknown entry \"extra\"", sample().toToml().replace("format = 1", "format = 1\nextra = 1"));
        refuses("unknown entry", sample().toToml().replace("stake = \"100\"", "stake = \"100\"\nx = 2"));
        refuses("no entry \"salt\"", sample().toToml().replaceAll("salt = .*", ""));
        refuses("format 1 only", sample().toToml().replace("format = 1", "format = 2"));
        refuses("protocol 1 only", sample().toToml().replace("protocol = 1", "protocol = 2"));
        refuses("salt", sample().toToml().replace("salt = \"", "salt = \"0"));
        refuses("name", sample().toToml().replace("\"sample\"", "\"Sample!\""));
        refuses("stake", sample().toToml().replace("stake = \"100\"", "stake = \"-1\""));
        refuses("stake", sample().toToml().replace("stake = \"100\"", "stake = \"0\""));
        refuses("genesis", sample().toToml().replace("stake = \"100\"", "stake = 100"));
        refuses("than there can be", sample().toToml().replace("\"12.5\"", "\"92233720368\""));
        refuses("mistyped", sample().toToml().replaceFirst("imago1....", "imago1qqqq"));
        refuses("heartbeat", sample().toToml().replace("heartbeat-millis = 1000", "heartbeat-millis = 50"));
        refuses("not valid TOML", "format = = 1");
        refuses("no entry", "");
        refuses("nested too deep", "a = " + "[".repeat(100_000));
        refuses("unknown entry \"parameter\"", sample().toToml().replace("[parameters]", "[parameter]"));
    }

    @Test
    void everyRowStandsOnce() {
        String toml = sample().toToml();
        String producers = toml.substring(toml.indexOf("\n[[producer]]"));
        refuses("twice", toml + producers);
        String balances = toml.substring(toml.indexOf("\n[[balance]]"), toml.indexOf("\n[[producer]]"));
        refuses("two balances", toml + balances);
        refuses("1 to " + ProducerSet.MAX_PRODUCERS, toml.substring(0, toml.indexOf("\n[[producer]]")));
    }

    private static void refuses(String problem, String toml) {
        assertThatThrownBy(() -> Genesis.parse(toml))
                .isInstanceOf(GenesisException.class)
                .hasMessageContaining(problem);
    }
}

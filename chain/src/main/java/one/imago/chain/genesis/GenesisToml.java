package one.imago.chain.genesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import one.imago.chain.allocation.Grant;
import one.imago.chain.allocation.Share;
import one.imago.chain.stake.Producer;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlInvalidTypeException;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** The text form of a genesis. Strict: nothing may be missing but grants, nothing unknown may be there. */
final class GenesisToml {
    static final int MAX_BYTES = 2 * 1024 * 1024;
    /** Deeper brackets than any genesis has; keeps a hostile file from exhausting the parser's stack. */
    private static final int MAX_DEPTH = 8;

    private static final Set<String> TOP = Set.of(
            "format", "network", "salt", "timestamp-millis", "protocol", "parameters", "balance", "producer", "grant");

    private GenesisToml() {}

    static Genesis parse(String text) throws GenesisException {
        if (text.length() > MAX_BYTES) {
            throw new GenesisException("a genesis file has at most " + MAX_BYTES + " bytes");
        }
        checkDepth(text);
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            throw new GenesisException(
                    "genesis is not valid TOML: " + toml.errors().get(0));
        }
        try {
            return read(toml);
        } catch (TomlInvalidTypeException | IllegalArgumentException e) {
            throw new GenesisException("genesis: " + e.getMessage());
        }
    }

    private static void checkDepth(String text) throws GenesisException {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            }
            if (depth > MAX_DEPTH) {
                throw new GenesisException("genesis is nested too deep");
            }
        }
    }

    private static Genesis read(TomlTable toml) throws GenesisException {
        only(toml, TOP, "genesis");
        if (whole(toml, "format", "genesis") != Genesis.FORMAT) {
            throw new GenesisException("this node reads genesis format " + Genesis.FORMAT + " only");
        }
        if (whole(toml, "protocol", "genesis") != Genesis.PROTOCOL) {
            throw new GenesisException("this node starts networks of protocol " + Genesis.PROTOCOL + " only");
        }
        TomlTable parameters = toml.getTable("parameters");
        if (parameters == null) {
            throw new GenesisException("genesis has no table [parameters]");
        }
        only(parameters, Set.of("block-interval-millis", "heartbeat-millis"), "[parameters]");
        SortedMap<Address, Amount> balances = new TreeMap<>();
        for (TomlTable row : rows(toml, "balance", Genesis.MAX_BALANCES)) {
            only(row, Set.of("address", "amount"), "[[balance]]");
            Address address = text(row, "address", "[[balance]]", Address::parse);
            if (balances.put(address, text(row, "amount", "[[balance]]", Amount::parse)) != null) {
                throw new GenesisException("genesis: " + address + " has two balances");
            }
        }
        List<Producer> producers = new ArrayList<>();
        for (TomlTable row : rows(toml, "producer", one.imago.chain.stake.ProducerSet.MAX_PRODUCERS)) {
            only(row, Set.of("key", "stake"), "[[producer]]");
            producers.add(new Producer(
                    text(row, "key", "[[producer]]", PublicKey::parse),
                    text(row, "stake", "[[producer]]", Amount::parse)));
        }
        List<Grant> grants = new ArrayList<>();
        for (TomlTable row : rows(toml, "grant", Genesis.MAX_GRANTS)) {
            only(row, Set.of("share", "holder", "amount"), "[[grant]]");
            grants.add(new Grant(
                    text(row, "share", "[[grant]]", Share::parse),
                    text(row, "holder", "[[grant]]", Address::parse),
                    text(row, "amount", "[[grant]]", Amount::parse)));
        }
        return new Genesis(
                text(toml, "network", "genesis", Function.identity()),
                text(toml, "salt", "genesis", Hash::parse),
                whole(toml, "timestamp-millis", "genesis"),
                balances,
                producers,
                new Genesis.Parameters(
                        small(parameters, "block-interval-millis"), small(parameters, "heartbeat-millis")),
                grants);
    }

    private static void only(TomlTable table, Set<String> known, String where) throws GenesisException {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                throw new GenesisException(where + " has an unknown entry \"" + key + "\"");
            }
        }
    }

    private static List<TomlTable> rows(TomlTable toml, String key, int max) throws GenesisException {
        TomlArray array = toml.getArray(List.of(key));
        List<TomlTable> rows = new ArrayList<>();
        if (array == null) {
            return rows;
        }
        if (array.size() > max) {
            throw new GenesisException("genesis has more than " + max + " tables [[" + key + "]]");
        }
        for (int i = 0; i < array.size(); i++) {
            rows.add(array.getTable(i));
        }
        return rows;
    }

    private static <T> T text(TomlTable table, String key, String where, Function<String, T> parser)
            throws GenesisException {
        String value = table.getString(List.of(key));
        if (value == null) {
            throw missing(key, where);
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new GenesisException(where + ", " + key + ": " + e.getMessage());
        }
    }

    private static long whole(TomlTable table, String key, String where) throws GenesisException {
        @Nullable Long value = table.getLong(List.of(key));
        if (value == null) {
            throw missing(key, where);
        }
        return value;
    }

    private static int small(TomlTable table, String key) throws GenesisException {
        long value = whole(table, key, "[parameters]");
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new GenesisException("[parameters], " + key + ": out of range");
        }
        return (int) value;
    }

    private static GenesisException missing(String key, String where) {
        return new GenesisException(where + " has no entry \"" + key + "\"");
    }

    static String write(Genesis genesis) {
        StringBuilder toml = new StringBuilder(1024)
                .append("# The genesis of an Imago network. Whoever changes a value makes another network.\n")
                .append("# chain id ")
                .append(genesis.chainId())
                .append("\n\nformat = ")
                .append(Genesis.FORMAT)
                .append("\nnetwork = \"")
                .append(genesis.network())
                .append("\"\nsalt = \"")
                .append(genesis.salt())
                .append("\"\ntimestamp-millis = ")
                .append(genesis.timestampMillis())
                .append("\nprotocol = ")
                .append(Genesis.PROTOCOL)
                .append("\n\n[parameters]\nblock-interval-millis = ")
                .append(genesis.parameters().blockIntervalMillis())
                .append("\nheartbeat-millis = ")
                .append(genesis.parameters().heartbeatMillis())
                .append('\n');
        genesis.balances()
                .forEach((address, amount) -> toml.append("\n[[balance]]\naddress = \"")
                        .append(address)
                        .append("\"\namount = \"")
                        .append(amount)
                        .append("\"\n"));
        for (Producer producer : genesis.producers()) {
            toml.append("\n[[producer]]\nkey = \"")
                    .append(producer.key())
                    .append("\"\nstake = \"")
                    .append(producer.stake())
                    .append("\"\n");
        }
        for (Grant grant : genesis.grants()) {
            toml.append("\n[[grant]]\nshare = \"")
                    .append(grant.share())
                    .append("\"\nholder = \"")
                    .append(grant.holder())
                    .append("\"\namount = \"")
                    .append(grant.amount())
                    .append("\"\n");
        }
        return toml.toString();
    }
}

package one.imago.passport.state;

import java.util.Map;
import java.util.TreeMap;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.node.crypto.Hex;
import org.jspecify.annotations.Nullable;

/** One module's subtree in memory. */
public final class MapState implements StateWriter {
    private final Map<String, byte[]> entries = new TreeMap<>();

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = entries.get(Hex.encode(key));
        return value == null ? null : value.clone();
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(Hex.encode(key), value.clone());
    }

    @Override
    public void delete(byte[] key) {
        entries.remove(Hex.encode(key));
    }

    @Override
    public StateReader module(String id) {
        throw new UnsupportedOperationException("passports read no other module");
    }

    /** Every entry, to compare states. */
    public String dump() {
        StringBuilder text = new StringBuilder();
        entries.forEach((key, value) ->
                text.append(key).append(' ').append(Hex.encode(value)).append('\n'));
        return text.toString();
    }
}

package one.imago.chain.copyright;

import java.util.ArrayList;
import java.util.List;
import one.imago.chain.state.StateView;
import org.jspecify.annotations.Nullable;

/** Reads a node's own final state. */
record StateSource(StateView view) implements DossierSource {
    @Override
    public byte @Nullable [] get(byte[] key) {
        return view.module(CopyrightKinds.MODULE).get(key);
    }

    @Override
    public List<byte[]> entries(byte[] prefix, int count) {
        List<byte[]> values = new ArrayList<>();
        if (count > 0) {
            view.scan(CopyrightKinds.MODULE, prefix, prefix, (key, value) -> {
                values.add(value);
                return values.size() < count;
            });
        }
        return values;
    }
}

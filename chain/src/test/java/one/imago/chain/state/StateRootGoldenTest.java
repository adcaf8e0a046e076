package one.imago.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;

/** The test values of docs/protocol/ledger.md. A change here is a change of the protocol. */
class StateRootGoldenTest {
    private final FinalState empty = new FinalState(new InMemoryStorage().open("ledger", LedgerSegments.all()));

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Hash root(int keys) {
        StateTransition transition = new StateTransition(empty);
        for (int i = 0; i < keys; i++) {
            transition.writer("token").put(ascii("key" + i), ascii("value" + i));
        }
        if (keys > 1) {
            transition.writer("copyright").put(ascii("key"), new byte[0]);
        }
        transition.keep();
        return transition.seal().root();
    }

    @Test
    void emptyStateHasTheZeroRoot() {
        assertThat(root(0)).isEqualTo(Hash.ZERO);
    }

    @Test
    void oneLeaf() {
        assertThat(root(1).hex()).isEqualTo("f127ac5aa2f71213779da85c20c0fef4716768a4a41f177fd85724ba95138930");
    }

    @Test
    void aHundredLeavesAndASecondModule() {
        assertThat(root(100).hex()).isEqualTo("df62df24c1d2cd533ee390d2ed78374f7841ab37617ad784dc69bf34b185fe16");
    }
}

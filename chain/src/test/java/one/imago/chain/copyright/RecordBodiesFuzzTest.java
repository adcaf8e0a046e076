package one.imago.chain.copyright;

import com.code_intelligence.jazzer.junit.FuzzTest;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.MapState;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.crypto.Hash;

/** Whatever a body holds, it is applied or rejected with a code. The first byte chooses the kind. */
class RecordBodiesFuzzTest {
    @FuzzTest
    void aBodyIsAppliedOrRejected(byte[] data) {
        if (data.length == 0) {
            return;
        }
        MapState state = new MapState(CopyrightKinds.MODULE);
        var kind = CopyrightKinds.ALL.get((data[0] & 0xff) % CopyrightKinds.ALL.size());
        byte[] body = java.util.Arrays.copyOfRange(data, 1, data.length);
        try {
            new CopyrightModule()
                    .apply(
                            new AppliedTransaction(
                                    Hash.sha256(body),
                                    kind,
                                    Ledger.ALICE.address(),
                                    Ledger.ALICE,
                                    body,
                                    Ledger.CHAIN,
                                    2,
                                    0,
                                    2_000),
                            state);
        } catch (TransactionRejected e) {
            if (!e.code().matches("[a-z][a-z-]*")) {
                throw new AssertionError("a code is kebab-case: " + e.code());
            }
        }
    }
}

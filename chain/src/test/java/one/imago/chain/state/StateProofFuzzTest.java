package one.imago.chain.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.node.crypto.Hash;

/** A stranger's proof is verified or rejected; it never holds against a root that nobody made it for. */
class StateProofFuzzTest {
    @FuzzTest
    void verifiesOrRejects(byte[] data) {
        try {
            StateProof proof = StateProof.decode(data);
            if (!Arrays.equals(proof.encode(), data)) {
                throw new AssertionError("decoded what encodes otherwise");
            }
            proof.verify(Hash.sha256(data), "token", "key1".getBytes(StandardCharsets.US_ASCII));
            throw new AssertionError("a proof holds against any root");
        } catch (ProofRejected e) {
            if (e.getMessage() == null) {
                throw new AssertionError("a rejection says why");
            }
        }
    }
}

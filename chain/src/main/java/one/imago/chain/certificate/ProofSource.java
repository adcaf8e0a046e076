package one.imago.chain.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import one.imago.chain.copyright.CopyrightKinds;
import one.imago.chain.copyright.DossierSource;
import one.imago.chain.state.ProofRejected;
import one.imago.chain.state.StateProof;
import one.imago.node.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Reads a certificate's proofs, one after the other, each held to the key that the dossier asks for. A list's entries
 * must ascend under its prefix and be as many as its head counts: none can be left out, doubled or slipped in.
 */
final class ProofSource implements DossierSource {
    private final Hash stateRoot;
    private final Iterator<StateProof> proofs;

    ProofSource(Hash stateRoot, List<StateProof> proofs) {
        this.stateRoot = stateRoot;
        this.proofs = proofs.iterator();
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws ProofRejected {
        return next().verify(stateRoot, CopyrightKinds.MODULE, key).orElse(null);
    }

    @Override
    public List<byte[]> entries(byte[] prefix, int count) throws ProofRejected {
        List<byte[]> values = new ArrayList<>();
        byte[] last = prefix;
        for (int i = 0; i < count; i++) {
            StateProof proof = next();
            byte[] key = proof.key();
            int mismatch = Arrays.mismatch(prefix, key);
            if (mismatch != prefix.length || Arrays.compareUnsigned(last, key) >= 0) {
                throw new ProofRejected("the entries of a list are not those that its head counts");
            }
            last = key;
            values.add(proof.verify(stateRoot, CopyrightKinds.MODULE, key)
                    .orElseThrow(() -> new ProofRejected("an entry of a list is proven to be absent")));
        }
        return values;
    }

    void requireEnd() throws ProofRejected {
        if (proofs.hasNext()) {
            throw new ProofRejected("the certificate has records that do not belong to it");
        }
    }

    private StateProof next() throws ProofRejected {
        if (!proofs.hasNext()) {
            throw new ProofRejected("the certificate lacks a record");
        }
        return proofs.next();
    }
}

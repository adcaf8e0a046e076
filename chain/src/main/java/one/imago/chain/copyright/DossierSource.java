package one.imago.chain.copyright;

import java.util.List;
import one.imago.chain.state.ProofRejected;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link WorkDossier} is read from: the state of a node, or the proofs of a certificate. Both are read by the
 * same steps in the same order, so that a certificate that holds says exactly what the node would.
 */
public interface DossierSource {
    /** What a key of the copyright module holds. */
    byte @Nullable [] get(byte[] key) throws ProofRejected;

    /** The first {@code count} entries whose keys start with {@code prefix}, in order of their keys; all there are. */
    List<byte[]> entries(byte[] prefix, int count) throws ProofRejected;
}

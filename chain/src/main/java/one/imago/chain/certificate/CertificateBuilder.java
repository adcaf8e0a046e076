package one.imago.chain.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.FinalBlocks;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.copyright.CopyrightKinds;
import one.imago.chain.copyright.DossierSource;
import one.imago.chain.copyright.WorkDossier;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.state.LedgerState;
import one.imago.chain.state.ProofRejected;
import one.imago.chain.state.StateProof;
import one.imago.chain.state.StateView;
import one.imago.node.ledger.WorkId;
import org.jspecify.annotations.Nullable;

/** Builds certificates from a node's final state. Thread-safe. */
public final class CertificateBuilder {
    private final Genesis genesis;
    private final LedgerState state;
    private final FinalBlocks blocks;

    public CertificateBuilder(Genesis genesis, LedgerState state, FinalBlocks blocks) {
        this.genesis = genesis;
        this.state = state;
        this.blocks = blocks;
    }

    /**
     * The certificate of a work as of the newest final block; empty when the final state has no such work.
     *
     * @throws CertificateException when the block's finality cannot be shown
     */
    public Optional<Certificate> build(WorkId id) throws CertificateException {
        try (StateView view = state.openFinal()) {
            ProvingSource source = new ProvingSource(view);
            if (WorkDossier.read(id, source).isEmpty()) {
                return Optional.empty();
            }
            FinalityProof finality = blocks.finality(view.height())
                    .orElseThrow(() -> new CertificateException("block " + view.height() + " has no finality proof"));
            return Optional.of(new Certificate(
                    id, genesis, finality, view.prove(StakeModule.ID, ProducerSet.key()), source.proofs));
        } catch (ProofRejected e) {
            throw new IllegalStateException("the final state is damaged: " + e.getMessage(), e);
        }
    }

    /** Reads the state and keeps a proof of all that was read. */
    private static final class ProvingSource implements DossierSource {
        private final StateView view;
        private final List<StateProof> proofs = new ArrayList<>();

        ProvingSource(StateView view) {
            this.view = view;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            proofs.add(view.prove(CopyrightKinds.MODULE, key));
            return view.module(CopyrightKinds.MODULE).get(key);
        }

        @Override
        public List<byte[]> entries(byte[] prefix, int count) {
            List<byte[]> values = new ArrayList<>();
            if (count > 0) {
                view.scan(CopyrightKinds.MODULE, prefix, prefix, (key, value) -> {
                    proofs.add(view.prove(CopyrightKinds.MODULE, key));
                    values.add(value);
                    return values.size() < count;
                });
            }
            return values;
        }
    }
}

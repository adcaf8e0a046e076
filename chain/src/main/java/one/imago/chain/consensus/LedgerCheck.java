package one.imago.chain.consensus;

import one.imago.chain.block.BlockRejected;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.state.FinalPointer;
import one.imago.chain.state.LedgerSegments;
import one.imago.chain.state.StoredLedgerState;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.Storage;
import one.imago.node.storage.StorageException;

/** Looks at a ledger that no node runs on. */
public final class LedgerCheck {
    private LedgerCheck() {}

    /** Its newest final block. */
    public static FinalPointer pointer(Genesis genesis, Storage storage) {
        try (KeyValueStore store = storage.open(LedgerSegments.STORE, LedgerSegments.all())) {
            return pointer(new LedgerStore(store, genesis.chainId()));
        }
    }

    private static FinalPointer pointer(LedgerStore ledger) {
        return ledger.pointer().orElseThrow(() -> new StorageException("the ledger has no final block"));
    }

    /**
     * Recomputes the state root from the flat values and verifies the votes for the newest final block.
     *
     * @throws StorageException when it does not hold
     */
    public static FinalPointer check(Genesis genesis, Storage storage) {
        try (KeyValueStore store = storage.open(LedgerSegments.STORE, LedgerSegments.all())) {
            LedgerStore ledger = new LedgerStore(store, genesis.chainId());
            FinalPointer pointer = pointer(ledger);
            if (!new StoredLedgerState(store).check().matches()) {
                throw new StorageException("its state root does not recompute");
            }
            if (pointer.height() > 0) {
                var proof = ledger.finality(pointer.height())
                        .orElseThrow(() -> new StorageException("its final block lacks its votes"));
                proof.verify(genesis.chainId(), genesis.producerSet());
                if (!proof.header().stateRoot().equals(pointer.stateRoot())) {
                    throw new StorageException("its state is not the one of its final block");
                }
            }
            return pointer;
        } catch (BlockRejected e) {
            throw new StorageException(e.getMessage());
        }
    }
}

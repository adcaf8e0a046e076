package one.imago.chain.consensus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.FinalBlocks;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.TransactionPlace;
import one.imago.chain.state.FinalPointer;
import one.imago.chain.state.LedgerSegments;
import one.imago.chain.state.StateLayer;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.KeyValueStore.Durability;
import one.imago.node.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Blocks, certificates and positions in the store, and the two writes that move the ledger on. Reads are thread-safe. */
final class LedgerStore implements FinalBlocks {
    private static final byte[] CHAIN = ascii("chain");
    private static final byte[] FORMAT = ascii("format");
    private static final byte[] SAFETY = ascii("safety");
    private static final byte[] FORMAT_1 = {1};

    private final KeyValueStore store;
    private final Hash chainId;

    LedgerStore(KeyValueStore store, Hash chainId) {
        this.store = store;
        this.chainId = chainId;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] key(long height) {
        return ByteBuffer.allocate(Long.BYTES).putLong(height).array();
    }

    @Override
    public Hash chainId() {
        return chainId;
    }

    /**
     * The newest final block; empty for a new store.
     *
     * @throws StorageException when the store is another chain's or of another format
     */
    Optional<FinalPointer> pointer() {
        byte[] pointer = store.get(LedgerSegments.META, FinalPointer.key());
        if (pointer == null) {
            return Optional.empty();
        }
        byte[] format = store.get(LedgerSegments.META, FORMAT);
        if (format == null || format.length != 1 || format[0] != FORMAT_1[0]) {
            throw new StorageException(
                    StorageException.Kind.FORMAT, "the ledger was written by another version of this program");
        }
        byte[] chain = store.get(LedgerSegments.META, CHAIN);
        if (chain == null || !Hash.of(chain).equals(chainId)) {
            throw new StorageException(
                    StorageException.Kind.FORMAT,
                    "the ledger in the data directory is another chain's than genesis.toml: restore the genesis that"
                            + " belongs to it, or use another data directory");
        }
        return Optional.of(FinalPointer.decode(pointer));
    }

    /** Writes height 0. */
    void initialise(Block genesis, StateLayer state) {
        Batch batch = new Batch()
                .put(LedgerSegments.META, FORMAT, FORMAT_1)
                .put(LedgerSegments.META, CHAIN, chainId.bytes())
                .put(LedgerSegments.BLOCKS, genesis.hash().bytes(), genesis.encode());
        settle(batch, genesis, state);
        store.write(batch, Durability.SYNCED);
    }

    /**
     * Stores a block before anyone hears of a vote for it.
     *
     * @param voting whether this node is about to vote; then what it votes for is part of the same write
     */
    void accept(Block block, boolean voting) {
        Batch batch = new Batch()
                .put(LedgerSegments.BLOCKS, block.hash().bytes(), block.encode())
                .put(
                        LedgerSegments.UNFINAL,
                        key(block.header().height()),
                        block.hash().bytes());
        if (voting) {
            batch.put(LedgerSegments.META, SAFETY, SafetyRecord.of(block).encode());
        }
        store.write(batch, Durability.SYNCED);
    }

    /** What this node voted for last. */
    Optional<SafetyRecord> safety() {
        return Optional.ofNullable(store.get(LedgerSegments.META, SAFETY)).map(SafetyRecord::decode);
    }

    /** Makes a block final in one write: state, tree, indexes, certificates, pointer. */
    FinalPointer finalise(PendingBlock pending, QuorumCertificate certificate, QuorumCertificate childCertificate) {
        Block block = pending.block;
        Batch batch = new Batch()
                .put(LedgerSegments.CERTIFICATES, block.hash().bytes(), certificate.encode())
                .put(LedgerSegments.CERTIFICATES, childCertificate.block().bytes(), childCertificate.encode())
                .delete(LedgerSegments.UNFINAL, key(block.header().height()));
        for (int i = 0; i < pending.transactions.size(); i++) {
            var transaction = pending.transactions.get(i);
            byte[] id = transaction.txId().bytes();
            batch.put(
                            LedgerSegments.TRANSACTIONS,
                            id,
                            TransactionPlace.of(transaction, block.header().height(), i)
                                    .encode())
                    .delete(LedgerSegments.MEMPOOL, id);
        }
        FinalPointer pointer = settle(batch, block, pending.state);
        store.write(batch, Durability.SYNCED);
        return pointer;
    }

    private static FinalPointer settle(Batch batch, Block block, StateLayer state) {
        var header = block.header();
        FinalPointer pointer =
                new FinalPointer(header.height(), block.hash(), header.stateRoot(), header.timestampMillis());
        state.writeTo(batch);
        batch.put(LedgerSegments.HEIGHTS, key(header.height()), block.hash().bytes())
                .put(LedgerSegments.META, FinalPointer.key(), pointer.encode());
        return pointer;
    }

    /** Tries whether the disk takes a write again. */
    void probe() {
        store.write(new Batch().put(LedgerSegments.META, FORMAT, FORMAT_1), Durability.SYNCED);
    }

    /** The stored blocks above the final one, in order of height. */
    List<Block> unfinal() {
        List<Block> blocks = new ArrayList<>();
        store.scan(LedgerSegments.UNFINAL, new byte[0], new byte[0], (height, hash) -> {
            blocks.add(block(hash).orElseThrow(() -> damaged("an unfinal block is missing")));
            return true;
        });
        return blocks;
    }

    /** A block by its hash, final or not. */
    Optional<Block> block(Hash hash) {
        return block(hash.bytes());
    }

    private Optional<Block> block(byte[] hash) {
        byte[] bytes = store.get(LedgerSegments.BLOCKS, hash);
        return Optional.ofNullable(bytes).map(LedgerStore::decode);
    }

    private static Block decode(byte[] bytes) {
        try {
            return Block.decode(bytes);
        } catch (BlockRejected e) {
            if (e.code().equals("protocol-unknown")) {
                throw new StorageException(
                        StorageException.Kind.FORMAT,
                        "the ledger goes on under a later protocol: install a newer version of this program ("
                                + e.getMessage() + ")");
            }
            throw damaged(e.getMessage());
        }
    }

    private static StorageException damaged(String problem) {
        return new StorageException("the ledger in the data directory is damaged (" + problem
                + "): move the data directory away and restore a backup");
    }

    /** The encoding of a block, final or not, by height. */
    Optional<byte[]> encodedBlock(long height) {
        byte[] key = key(height);
        // A block that becomes final between the two reads is found by the third.
        byte[] hash = store.get(LedgerSegments.HEIGHTS, key);
        if (hash == null) {
            hash = store.get(LedgerSegments.UNFINAL, key);
        }
        if (hash == null) {
            hash = store.get(LedgerSegments.HEIGHTS, key);
        }
        return hash == null ? Optional.empty() : Optional.ofNullable(store.get(LedgerSegments.BLOCKS, hash));
    }

    @Override
    public Optional<Block> block(long height) {
        return Optional.ofNullable(store.get(LedgerSegments.HEIGHTS, key(height)))
                .flatMap(this::block);
    }

    /** A block above the final one. */
    Optional<Block> unfinalBlock(long height) {
        return Optional.ofNullable(store.get(LedgerSegments.UNFINAL, key(height)))
                .flatMap(this::block);
    }

    @Override
    public Optional<FinalityProof> finality(long height) {
        if (height < 1) {
            return Optional.empty();
        }
        Optional<Block> block = block(height);
        Optional<Block> child =
                block(height + 1).or(() -> unfinalBlock(height + 1)).or(() -> block(height + 1));
        if (block.isEmpty() || child.isEmpty()) {
            return Optional.empty();
        }
        QuorumCertificate certificate = certificate(block.get().hash());
        QuorumCertificate childCertificate = certificate(child.get().hash());
        return certificate == null || childCertificate == null
                ? Optional.empty()
                : Optional.of(new FinalityProof(
                        block.get().header(), certificate, child.get().header(), childCertificate));
    }

    /** The certificate of a block that is final, or whose parent is. */
    Optional<QuorumCertificate> certificateOf(Hash block) {
        return Optional.ofNullable(certificate(block));
    }

    private @Nullable QuorumCertificate certificate(Hash block) {
        byte[] bytes = store.get(LedgerSegments.CERTIFICATES, block.bytes());
        if (bytes == null) {
            return null;
        }
        try {
            return QuorumCertificate.decode(bytes);
        } catch (BlockRejected e) {
            throw damaged(e.getMessage());
        }
    }

    /** Where a final transaction stands. */
    Optional<TransactionPlace> place(Hash txId) {
        return Optional.ofNullable(store.get(LedgerSegments.TRANSACTIONS, txId.bytes()))
                .map(TransactionPlace::decode);
    }
}

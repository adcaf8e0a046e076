package one.imago.chain.consensus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final byte[] FORMAT_2 = {2};

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
        if (format == null || format.length != 1 || format[0] != FORMAT_2[0]) {
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
                .put(LedgerSegments.META, FORMAT, FORMAT_2)
                .put(LedgerSegments.META, CHAIN, chainId.bytes())
                .put(LedgerSegments.BLOCKS, genesis.hash().bytes(), genesis.encode());
        settle(batch, genesis, state, null);
        store.write(batch, Durability.SYNCED);
    }

    /** Stores a block that is not final. It may be lost in a crash unless a later synced write follows. */
    void accept(Block block) {
        store.write(unfinal(block), Durability.BUFFERED);
    }

    /** Stores a block together with the vote for it, before anyone hears of either. */
    void acceptVoted(Block block, Durability durability) {
        store.write(
                unfinal(block)
                        .put(LedgerSegments.META, SAFETY, SafetyRecord.of(block).encode()),
                durability);
    }

    private static Batch unfinal(Block block) {
        return new Batch()
                .put(LedgerSegments.BLOCKS, block.hash().bytes(), block.encode())
                .put(LedgerSegments.UNFINAL, unfinalKey(block), new byte[0]);
    }

    /** Ascending by height; blocks of one height by hash. */
    private static byte[] unfinalKey(Block block) {
        return ByteBuffer.allocate(Long.BYTES + Hash.LENGTH)
                .putLong(block.header().height())
                .put(block.hash().bytes())
                .array();
    }

    /**
     * Deletes blocks that are not final, and keeps the certificates that they carry: a vote may have rested on one.
     *
     * @param parents of the blocks, each certified
     */
    void forget(List<PendingBlock> blocks, Set<PendingBlock> parents) {
        Batch batch = new Batch();
        parents.forEach(parent -> certify(batch, parent));
        for (PendingBlock block : blocks) {
            batch.delete(LedgerSegments.UNFINAL, unfinalKey(block.block))
                    .delete(LedgerSegments.BLOCKS, block.hash().bytes());
        }
        store.write(batch, Durability.BUFFERED);
    }

    /** Stores what this node is about to vote for or gives up. */
    void promise(SafetyRecord safety, Durability durability) {
        store.write(new Batch().put(LedgerSegments.META, SAFETY, safety.encode()), durability);
    }

    /** What this node voted for or gave up last. */
    SafetyRecord safety() {
        byte[] bytes = store.get(LedgerSegments.META, SAFETY);
        return bytes == null ? SafetyRecord.NONE : SafetyRecord.decode(bytes);
    }

    /**
     * Makes blocks final in one write: state, tree, indexes, certificates, pointer.
     *
     * @param path from the child of the final block up, each certified
     * @param witness certified child of the last, in the next round
     * @param dropped blocks beside them, which can never be final
     */
    FinalPointer finalise(List<PendingBlock> path, PendingBlock witness, List<PendingBlock> dropped) {
        Batch batch = new Batch();
        for (PendingBlock orphan : dropped) {
            batch.delete(LedgerSegments.UNFINAL, unfinalKey(orphan.block));
            // A certified one may prove that its parent is final.
            if (orphan.certificate.isEmpty()) {
                batch.delete(LedgerSegments.BLOCKS, orphan.hash().bytes());
            }
        }
        FinalPointer pointer = null;
        for (int at = 0; at < path.size(); at++) {
            PendingBlock pending = path.get(at);
            PendingBlock child = at + 1 < path.size() ? path.get(at + 1) : witness;
            index(batch, pending);
            certify(batch, pending);
            pointer = settle(batch, pending.block, pending.state, child);
        }
        certify(batch, witness);
        store.write(batch, Durability.SYNCED);
        return java.util.Objects.requireNonNull(pointer, "nothing to finalise");
    }

    private static void index(Batch batch, PendingBlock pending) {
        batch.delete(LedgerSegments.UNFINAL, unfinalKey(pending.block));
        for (int i = 0; i < pending.transactions.size(); i++) {
            var transaction = pending.transactions.get(i);
            byte[] id = transaction.txId().bytes();
            batch.put(
                            LedgerSegments.TRANSACTIONS,
                            id,
                            TransactionPlace.of(transaction, pending.height(), i)
                                    .encode())
                    .delete(LedgerSegments.MEMPOOL, id);
        }
    }

    private static void certify(Batch batch, PendingBlock certified) {
        batch.put(
                LedgerSegments.CERTIFICATES,
                certified.hash().bytes(),
                certified.certificate.orElseThrow().encode());
    }

    private static FinalPointer settle(Batch batch, Block block, StateLayer state, @Nullable PendingBlock child) {
        var header = block.header();
        FinalPointer pointer =
                new FinalPointer(header.height(), block.hash(), header.stateRoot(), header.timestampMillis());
        state.writeTo(batch);
        batch.put(LedgerSegments.HEIGHTS, key(header.height()), place(block, child))
                .put(LedgerSegments.META, FinalPointer.key(), pointer.encode());
        return pointer;
    }

    /** Hash of a final block, then that of the child that proves it when there is one. */
    private static byte[] place(Block block, @Nullable PendingBlock child) {
        if (child == null || child.round() != block.header().round() + 1) {
            return block.hash().bytes();
        }
        return ByteBuffer.allocate(2 * Hash.LENGTH)
                .put(block.hash().bytes())
                .put(child.hash().bytes())
                .array();
    }

    /** Tries whether the disk takes a write again. */
    void probe() {
        store.write(new Batch().put(LedgerSegments.META, FORMAT, FORMAT_2), Durability.SYNCED);
    }

    /** The stored blocks above the final one, in order of height. */
    List<Block> unfinal() {
        List<Block> blocks = new ArrayList<>();
        store.scan(LedgerSegments.UNFINAL, new byte[0], new byte[0], (key, nothing) -> {
            byte[] hash = Arrays.copyOfRange(key, Long.BYTES, key.length);
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

    private byte @Nullable [] finalPlace(long height) {
        return store.get(LedgerSegments.HEIGHTS, key(height));
    }

    /** Hash of the final block at a height. */
    Optional<Hash> finalHash(long height) {
        return Optional.ofNullable(finalPlace(height)).map(place -> Hash.of(Arrays.copyOf(place, Hash.LENGTH)));
    }

    /** The encoding of a block, final or not. */
    Optional<byte[]> encodedBlock(Hash hash) {
        return Optional.ofNullable(store.get(LedgerSegments.BLOCKS, hash.bytes()));
    }

    @Override
    public Optional<Block> block(long height) {
        return finalHash(height).flatMap(this::block);
    }

    @Override
    public Optional<FinalityProof> finality(long height) {
        if (height < 1) {
            return Optional.empty();
        }
        byte[] place = finalPlace(height);
        if (place == null || place.length != 2 * Hash.LENGTH) {
            return Optional.empty();
        }
        Optional<Block> block = block(Arrays.copyOf(place, Hash.LENGTH));
        Optional<Block> child = block(Arrays.copyOfRange(place, Hash.LENGTH, place.length));
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

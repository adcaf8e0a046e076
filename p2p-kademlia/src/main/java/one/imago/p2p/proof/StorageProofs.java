package one.imago.p2p.proof;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.FinalBlock;
import one.imago.node.peer.PeerNetwork;
import one.imago.p2p.block.PeerBlocks;

/**
 * Challenges peers about content, and answers their challenges. An answer shows leaves, so it is given only to who may
 * have the content; only about a recent final block, so that nobody chooses the leaves; and only in this node's own name.
 * Reads the disk on workers, a few answers at a time.
 */
public final class StorageProofs {
    public static final String PROTOCOL = "/imago/storage-proof/1";

    private static final int AT_ONCE = 4;

    private final PeerNetwork network;
    private final ContentStore content;
    private final PeerBlocks blocks;
    private final RecentBlocks recent;
    private final Executor workers;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public StorageProofs(
            PeerNetwork network, ContentStore content, PeerBlocks blocks, RecentBlocks recent, Executor workers) {
        this.network = network;
        this.content = content;
        this.blocks = blocks;
        this.recent = recent;
        this.workers = workers;
    }

    /** Answers from now on. */
    public void listen() {
        network.answer(PROTOCOL, this::answer);
    }

    /**
     * Asks a connected peer to prove that it holds content.
     *
     * @param root of the content's {@link LeafTree}
     */
    public CompletionStage<Verdict> challenge(String peerId, Cid cid, Hash root) {
        Optional<FinalBlock> block = recent.latest();
        if (block.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("no block is final yet to challenge with"));
        }
        Challenge challenge =
                new Challenge(cid, peerId, block.get().height(), block.get().hash());
        return network.request(peerId, PROTOCOL, challenge.encode())
                .handle((answer, failure) -> failure != null
                        ? Verdict.SILENT
                        : ProofVerifier.judge(
                                challenge,
                                root,
                                answer,
                                recent.latest().map(FinalBlock::height).orElse(0L)));
    }

    private CompletionStage<byte[]> answer(String peerId, byte[] question) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        if (!room.tryAcquire()) {
            answer.completeExceptionally(new IOException("busy with other challenges"));
            return answer;
        }
        try {
            workers.execute(() -> {
                try {
                    answer.complete(prove(peerId, Challenge.decode(question)));
                } catch (IOException | RuntimeException e) {
                    answer.completeExceptionally(e);
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            room.release();
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private byte[] prove(String peerId, Challenge challenge) throws IOException {
        boolean ours = network.address()
                .map(address -> address.endsWith("/p2p/" + challenge.holder()))
                .orElse(false);
        if (!ours || !recent.has(challenge.height(), challenge.block()) || !blocks.mayServe(challenge.cid(), peerId)) {
            throw new IOException("this challenge is not answered");
        }
        try (InputStream forTree = open(challenge.cid());
                InputStream forLeaves = open(challenge.cid())) {
            return StorageProof.answer(challenge, LeafTree.of(forTree), forLeaves)
                    .encode();
        }
    }

    private InputStream open(Cid cid) throws IOException {
        return content.open(cid).orElseThrow(() -> new IOException("content " + cid + " is not here"));
    }
}

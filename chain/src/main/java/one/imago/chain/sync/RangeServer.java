package one.imago.chain.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import one.imago.chain.block.BlockRejected;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;

/**
 * Gives peers the blocks that they ask for. A few answers are made at a time, so that neither memory nor disk is at the
 * mercy of askers; who comes while all are busy is told no and asks another node.
 */
public final class RangeServer implements PeerNetwork.RequestHandler {
    private static final int ANSWERS_AT_A_TIME = 4;

    private final Hash chainId;
    private final ServedBlocks blocks;
    private final Executor workers;
    private final Semaphore busy = new Semaphore(ANSWERS_AT_A_TIME);

    /**
     * @param workers may block on the disk
     */
    public RangeServer(Hash chainId, ServedBlocks blocks, Executor workers) {
        this.chainId = chainId;
        this.blocks = blocks;
        this.workers = workers;
    }

    public void serve(PeerNetwork network) {
        network.answer(SyncQuestion.PROTOCOL, this);
    }

    @Override
    public CompletionStage<byte[]> answer(String peerId, byte[] encoded) {
        SyncQuestion question;
        try {
            question = SyncQuestion.decode(encoded);
        } catch (BlockRejected e) {
            return no(e.getMessage());
        }
        if (!question.chainId().equals(chainId)) {
            return no("another chain");
        }
        if (!busy.tryAcquire()) {
            return no("busy");
        }
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        try {
            workers.execute(() -> {
                try {
                    answer.complete(collect(question).encode());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                } finally {
                    busy.release();
                }
            });
        } catch (RejectedExecutionException e) {
            busy.release();
            return no("busy");
        }
        return answer;
    }

    private static CompletionStage<byte[]> no(String why) {
        return CompletableFuture.failedFuture(new IOException(why));
    }

    private SyncAnswer collect(SyncQuestion question) {
        List<byte[]> range = new ArrayList<>();
        long room = Math.min(question.maxBytes(), SyncAnswer.MAX_BLOCK_BYTES);
        // The height is read first: what is final may rise meanwhile, and the answer must not claim more than it has.
        long height = blocks.height();
        long at = question.from();
        while (room > 0 && range.size() < SyncAnswer.MAX_BLOCKS && at <= height) {
            Optional<byte[]> block = blocks.encodedBlock(at);
            if (block.isEmpty() || (!range.isEmpty() && block.get().length > room)) {
                break;
            }
            range.add(block.get());
            room -= block.get().length;
            at++;
        }
        return new SyncAnswer(height, Math.min(height, blocks.finalHeight()), range, blocks.tipCertificate(at - 1));
    }
}

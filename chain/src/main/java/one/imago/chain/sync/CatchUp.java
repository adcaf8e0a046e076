package one.imago.chain.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.QuorumCertificate;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the blocks that this node lacks, a range at a time, from one peer after another. One question is under way at
 * most; the next is asked when an answer comes and before its blocks are executed, so that at most two answers are in
 * memory and the line is used while the processor works.
 *
 * <p>What a peer says of its height is only a reason to ask it. One that then gives nothing, or is silent, is left alone
 * for a while that doubles; one that gives what cannot be valid is left alone for long. Owned by the ledger's thread but
 * for {@link #isLevel}.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private static final long ANSWER_MILLIS = 20_000;
    /** What a peer said longer ago than this says nothing about now. */
    private static final long RECENT_MILLIS = 60_000;

    private static final long FIRST_PAUSE_MILLIS = 2_000;
    private static final int MAX_DOUBLINGS = 7;
    private static final long DROPPED_MILLIS = 600_000;
    private static final int REMEMBERED_PEERS = 1_024;

    private final Hash chainId;
    private final FollowedChain chain;
    private final PeerNetwork network;
    private final Clock clock;
    private final Executor owner;
    private final Consumer<byte[]> unknownProtocol;
    private final Map<String, Standing> peers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Standing> eldest) {
            return size() > REMEMBERED_PEERS;
        }
    };
    private @Nullable Asked asked;
    private long questions;
    private volatile Level level = new Level(Long.MIN_VALUE, 0);

    /** The ledger that is to be level with the peers'. Called on its thread. */
    public interface FollowedChain {
        /** Of the newest certified block; of the final one while a block is missing that is known to be certified. */
        long solidHeight();

        long finalHeight();

        /**
         * Takes a block when its parent is known.
         *
         * @return whether it was
         * @throws BlockRejected when it breaks a rule
         */
        boolean take(Block block) throws BlockRejected;

        /**
         * Takes a certificate of a block.
         *
         * @throws BlockRejected when it does not hold
         */
        void certify(QuorumCertificate certificate) throws BlockRejected;
    }

    /** What this node thinks of a peer. */
    private static final class Standing {
        long height;
        long finalHeight;
        long heardMillis = Long.MIN_VALUE;
        long lastQuestion;
        int failures;
        long notBeforeMillis = Long.MIN_VALUE;
    }

    /** The question under way; the number tells it from every other. */
    private record Asked(long number, String peer, long from, long sinceMillis) {}

    /** A decoded answer. */
    private record Range(SyncAnswer answer, List<Block> blocks) {}

    /**
     * What the peers said.
     *
     * @param heardMillis when one answered last
     * @param finalHeight highest that one claimed and did not fail to give
     */
    private record Level(long heardMillis, long finalHeight) {}

    /**
     * @param owner runs tasks on the ledger's thread
     * @param unknownProtocol told of a block of a protocol that this node does not know, encoded
     */
    public CatchUp(
            Hash chainId,
            FollowedChain chain,
            PeerNetwork network,
            Clock clock,
            Executor owner,
            Consumer<byte[]> unknownProtocol) {
        this.chainId = chainId;
        this.chain = chain;
        this.network = network;
        this.clock = clock;
        this.owner = owner;
        this.unknownProtocol = unknownProtocol;
    }

    /**
     * Whether a peer answered lately and none says that more is final than this node has. Any thread may ask.
     *
     * @param height of this node's newest certified block
     */
    public boolean isLevel(long height) {
        Level now = level;
        return now.heardMillis() != Long.MIN_VALUE
                && clock.millis() - now.heardMillis() <= RECENT_MILLIS
                && height >= now.finalHeight();
    }

    /** Asks the next peer how it stands, unless a question is under way. To be called every second or two. */
    public void poll() {
        Asked now = asked;
        if (now != null && Math.abs(clock.millis() - now.sinceMillis()) > ANSWER_MILLIS) {
            asked = null;
            pause(now.peer(), "it did not answer");
        }
        ask(chain.solidHeight() + 1);
    }

    /** A peer sent a block that does not follow the newest one here. */
    public void heard(String peerId, long height) {
        standing(peerId).height = Math.max(standing(peerId).height, height);
        ask(chain.solidHeight() + 1);
    }

    private Standing standing(String peerId) {
        return peers.computeIfAbsent(peerId, id -> new Standing());
    }

    /** Whom to ask: of those that say they have it the one asked longest ago, or else any in turn. */
    private Optional<String> choose(long from) {
        long now = clock.millis();
        List<String> able = new ArrayList<>();
        for (PeerNetwork.Peer peer : network.peers()) {
            if (standing(peer.peerId()).notBeforeMillis <= now) {
                able.add(peer.peerId());
            }
        }
        return able.stream()
                .min(Comparator.comparing((String id) -> standing(id).height < from)
                        .thenComparing(id -> standing(id).lastQuestion));
    }

    private void ask(long from) {
        if (asked != null) {
            return;
        }
        choose(from).ifPresent(peer -> {
            Asked question = new Asked(++questions, peer, from, clock.millis());
            asked = question;
            standing(peer).lastQuestion = questions;
            byte[] bytes = new SyncQuestion(chainId, from, SyncAnswer.MAX_BLOCK_BYTES).encode();
            network.request(peer, SyncQuestion.PROTOCOL, bytes)
                    .thenApply(this::decode)
                    .whenComplete((range, failure) -> owner.execute(() -> answered(question, range, failure)));
        });
    }

    /** On the network's thread: decoding costs the ledger's thread nothing. */
    private Range decode(byte[] bytes) {
        try {
            SyncAnswer answer = SyncAnswer.decode(bytes);
            List<Block> blocks = new ArrayList<>();
            for (byte[] block : answer.blocks()) {
                blocks.add(decodeBlock(block));
            }
            return new Range(answer, blocks);
        } catch (BlockRejected e) {
            throw new CompletionException(e);
        }
    }

    private Block decodeBlock(byte[] encoded) throws BlockRejected {
        try {
            return Block.decode(encoded);
        } catch (BlockRejected e) {
            if (e.code().equals("protocol-unknown")) {
                unknownProtocol.accept(encoded);
            }
            throw e;
        }
    }

    private void answered(Asked question, @Nullable Range range, @Nullable Throwable failure) {
        if (!question.equals(asked)) {
            return; // too late, or asked for on a lie
        }
        asked = null;
        if (range == null) {
            Throwable cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
            if (cause instanceof BlockRejected e) {
                drop(question.peer(), e);
            } else {
                pause(question.peer(), String.valueOf(cause));
            }
            return;
        }
        try {
            take(question, range);
        } catch (BlockRejected e) {
            asked = null;
            drop(question.peer(), e);
        }
        if (bestHeight() > chain.solidHeight()) {
            ask(chain.solidHeight() + 1);
        }
    }

    private void take(Asked question, Range range) throws BlockRejected {
        SyncAnswer answer = range.answer();
        Standing peer = standing(question.peer());
        peer.height = answer.height();
        peer.finalHeight = answer.finalHeight();
        peer.heardMillis = clock.millis();
        long last = question.from() - 1;
        for (Block block : range.blocks()) {
            if (block.header().height() != ++last || last > answer.height()) {
                throw new BlockRejected("answer-malformed", "the blocks are not the range that was asked for");
            }
        }
        if (range.blocks().isEmpty() && answer.height() >= question.from()) {
            pause(question.peer(), "it says that it has blocks and gives none");
            return;
        }
        peer.failures = 0;
        updateLevel();
        if (bestHeight() > last) {
            ask(last + 1);
        }
        long before = chain.solidHeight();
        for (Block block : range.blocks()) {
            if (!chain.take(block)) {
                asked = null;
                goBack(question);
                return;
            }
        }
        if (answer.certificate().isPresent()) {
            chain.certify(answer.certificate().get());
        }
        if (!range.blocks().isEmpty() && last > before && chain.solidHeight() == before) {
            pause(question.peer(), "its blocks lead nowhere");
        }
        updateLevel();
    }

    /** The peer's chain goes another way above the final block, which is the last that all have in common. */
    private void goBack(Asked question) {
        if (question.from() > chain.finalHeight() + 1) {
            ask(chain.finalHeight() + 1);
        } else {
            pause(question.peer(), "its blocks do not follow this node's");
        }
    }

    /** Highest that a peer claims which may be asked now. */
    private long bestHeight() {
        return claims().stream().mapToLong(peer -> peer.height).max().orElse(0);
    }

    private List<Standing> claims() {
        long now = clock.millis();
        Set<String> connected =
                network.peers().stream().map(PeerNetwork.Peer::peerId).collect(Collectors.toSet());
        return peers.entrySet().stream()
                .filter(entry -> connected.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(peer -> peer.notBeforeMillis <= now)
                .toList();
    }

    private void updateLevel() {
        long now = clock.millis();
        List<Standing> recent = claims().stream()
                .filter(peer -> peer.heardMillis != Long.MIN_VALUE && now - peer.heardMillis <= RECENT_MILLIS)
                .toList();
        level = new Level(
                recent.stream().mapToLong(peer -> peer.heardMillis).max().orElse(Long.MIN_VALUE),
                recent.stream().mapToLong(peer -> peer.finalHeight).max().orElse(0));
    }

    private void pause(String peerId, String why) {
        Standing peer = standing(peerId);
        long pause = FIRST_PAUSE_MILLIS << Math.min(peer.failures++, MAX_DOUBLINGS);
        peer.notBeforeMillis = clock.millis() + pause;
        peer.height = 0;
        peer.finalHeight = 0;
        updateLevel();
        LOG.debug("peer {} is not asked for {} ms: {}", peerId, pause, why);
    }

    private void drop(String peerId, BlockRejected why) {
        Standing peer = standing(peerId);
        peer.notBeforeMillis = clock.millis() + DROPPED_MILLIS;
        peer.height = 0;
        peer.finalHeight = 0;
        updateLevel();
        LOG.warn(
                "peer {} gave a wrong answer and is not asked again for a while: {}: {}",
                peerId,
                why.code(),
                why.getMessage());
    }
}

package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.BlockVote;
import one.imago.chain.block.Header;
import one.imago.chain.block.Proposal;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Timeout;
import one.imago.chain.block.TimeoutCertificate;
import one.imago.chain.block.TimeoutVote;
import one.imago.chain.genesis.Genesis;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four producers whose messages the test carries by hand. */
class AgreementTest {
    private final List<SigningKey> keys = new ArrayList<>();
    private final List<InMemoryStorage> disks = new ArrayList<>();
    private final List<TestNode> nodes = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private Genesis genesis;

    @BeforeEach
    void open() throws Exception {
        for (int i = 1; i <= 4; i++) {
            keys.add(TestChain.key(i));
        }
        keys.sort(Comparator.comparing(SigningKey::address));
        genesis = TestChain.genesis(keys);
        for (SigningKey key : keys) {
            disks.add(new InMemoryStorage());
            nodes.add(new TestNode(genesis, disks.get(disks.size() - 1), Optional.of(key), clock));
        }
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
    }

    /** Whose turn a round is: round robin in order of address. */
    private int leader(long round) {
        return (int) (round % keys.size());
    }

    private <M> List<M> said(int node, Class<M> kind) {
        List<Object> said = nodes.get(node).said;
        List<M> messages =
                said.stream().filter(kind::isInstance).map(kind::cast).toList();
        said.removeIf(kind::isInstance);
        return messages;
    }

    /** The leader proposes, the others vote, the next leader counts, and all hear of the certificate. */
    private Block healthyRound(long round) throws Exception {
        Block block = nodes.get(leader(round)).agreement.propose();
        Proposal proposal = said(leader(round), Proposal.class).get(0);
        for (TestNode node : nodes) {
            node.agreement.proposed(proposal);
        }
        carryVotes(leader(round + 1));
        return block;
    }

    private void carryVotes(int to) throws Exception {
        for (int i = 0; i < nodes.size(); i++) {
            for (BlockVote vote : said(i, BlockVote.class)) {
                nodes.get(to).agreement.voted(vote);
            }
        }
        for (QuorumCertificate certificate : said(to, QuorumCertificate.class)) {
            for (TestNode node : nodes) {
                node.agreement.certified(certificate);
                node.core.advanceFinality();
            }
        }
    }

    private void carryTimeouts() throws Exception {
        for (int i = 0; i < nodes.size(); i++) {
            for (Timeout timeout : said(i, Timeout.class)) {
                for (TestNode node : nodes) {
                    node.agreement.gaveUp(Timeout.decode(timeout.encode()));
                }
            }
        }
    }

    @Test
    void aBlockIsFinalWithTheCertificateOfItsChild() throws Exception {
        Block first = healthyRound(1);
        assertThat(nodes).allMatch(node -> node.agreement.round() == 2);
        assertThat(nodes).allMatch(node -> node.core.head().fin().height() == 0);

        healthyRound(2);

        for (TestNode node : nodes) {
            assertThat(node.core.head().fin().blockHash()).isEqualTo(first.hash());
            node.core.store().finality(1).orElseThrow().verify(genesis.chainId(), genesis.producerSet());
            assertThat(node.stateRecomputes()).isTrue();
        }
    }

    @Test
    void aRoundThatBringsNothingIsGivenUpAndTheNextLeaderGoesOn() throws Exception {
        Block first = healthyRound(1);
        clock.millis += 2_100;
        // The leader of round 2 says nothing.
        for (int i = 0; i < nodes.size(); i++) {
            if (i != leader(2)) {
                nodes.get(i).agreement.tick();
            }
        }
        carryTimeouts();
        assertThat(nodes).allMatch(node -> node.agreement.round() == 3);

        Block third = healthyRound(3);
        assertThat(third.header().parent()).isEqualTo(first.hash());
        healthyRound(4);
        // The block of round 1 has no certified child in round 2: it is final through that of round 3.
        for (TestNode node : nodes) {
            assertThat(node.core.head().fin().height()).isEqualTo(2);
            assertThat(node.core.store().finality(1)).isEmpty();
            node.core.store().finality(2).orElseThrow().verify(genesis.chainId(), genesis.producerSet());
        }
    }

    @Test
    void twoOfFourCertifyNothingAndGiveNothingUp() throws Exception {
        healthyRound(1);
        nodes.get(leader(2)).agreement.propose();
        Proposal proposal = said(leader(2), Proposal.class).get(0);
        nodes.get(leader(3)).agreement.proposed(proposal);
        said(leader(2), BlockVote.class)
                .forEach(vote -> nodes.get(leader(3)).agreement.voted(vote));
        clock.millis += 60_000;
        for (int each : new int[] {leader(2), leader(3)}) {
            nodes.get(each).agreement.tick();
        }
        carryTimeouts();

        // The other two hear the timeouts, and now they are enough.
        assertThat(said(leader(3), QuorumCertificate.class)).isEmpty();
        assertThat(nodes.get(leader(2)).core.head().fin().height()).isZero();
    }

    @Test
    void votesOnceARoundAlsoAfterARestart() throws Exception {
        healthyRound(1);
        Block block = nodes.get(leader(2)).agreement.propose();
        int voter = leader(4);
        nodes.get(voter).agreement.proposed(said(leader(2), Proposal.class).get(0));
        assertThat(said(voter, BlockVote.class)).extracting(BlockVote::block).containsExactly(block.hash());
        nodes.get(voter).close();
        TestNode again = new TestNode(genesis, disks.get(voter), Optional.of(keys.get(voter)), clock);
        nodes.set(voter, again);

        // It repeats its vote, and makes no other.
        assertThat(said(voter, BlockVote.class)).extracting(BlockVote::block).containsExactly(block.hash());
        Block rival = later(block, 1);
        assertThat(again.core.store().safety().allows(rival)).isFalse();
        again.agreement.fetched(rival);
        again.agreement.tick();
        assertThat(said(voter, BlockVote.class)).isEmpty();
    }

    /** The same block with another time, by the same producer. */
    private Block later(Block block, long millis) {
        Header h = block.header();
        Header header = new Header(
                h.chainId(),
                h.protocol(),
                h.height(),
                h.round(),
                h.parent(),
                h.timestampMillis() + millis,
                h.producer(),
                h.transactionsRoot(),
                h.stateRoot(),
                h.producersHash(),
                h.certificateHash());
        SigningKey key = keys.get(leader(h.round()));
        return new Block(
                header,
                key.sign(SignatureDomain.BLOCK, header.encode()),
                key.publicKey(),
                block.certificate(),
                block.transactions());
    }

    @Test
    void waitsWithItsVoteUntilABlockIsNotOfTheFuture() throws Exception {
        Block block = later(nodes.get(leader(1)).agreement.propose(), 2_001);
        int voter = leader(3);
        nodes.get(voter).agreement.proposed(new Proposal(block, Optional.empty()));
        assertThat(said(voter, BlockVote.class)).isEmpty();

        clock.millis += 1;
        nodes.get(voter).agreement.tick();

        assertThat(said(voter, BlockVote.class)).hasSize(1);
    }

    @Test
    void doesNotVoteForABlockBelowACertificateThatATimeoutNames() throws Exception {
        healthyRound(1);
        // A block of round 2 is certified, and only some know.
        QuorumCertificate first = nodes.get(0).core.highest().orElseThrow();
        List<TimeoutVote> given = keys.subList(0, 3).stream()
                .map(key -> TimeoutVote.sign(key, genesis.chainId(), 3, key.equals(keys.get(0)) ? 2 : 1))
                .toList();
        TimeoutCertificate timeout = new TimeoutCertificate(3, given);
        assertThat(timeout.highRound()).isEqualTo(2);
        Block block = childOf(first, 4);
        int voter = leader(6);

        nodes.get(voter).agreement.proposed(new Proposal(block, Optional.of(timeout)));
        assertThat(nodes.get(voter).agreement.round()).isEqualTo(4);
        assertThat(nodes.get(voter).core.knows(block.hash())).isTrue();
        assertThat(said(voter, BlockVote.class)).isEmpty();

        // The same block, when nobody knew of more.
        List<TimeoutVote> lower = keys.subList(0, 3).stream()
                .map(key -> TimeoutVote.sign(key, genesis.chainId(), 3, 1))
                .toList();
        nodes.get(voter).agreement.proposed(new Proposal(block, Optional.of(new TimeoutCertificate(3, lower))));
        assertThat(said(voter, BlockVote.class)).hasSize(1);
    }

    @Test
    void votesForNothingOnForgedTimeouts() throws Exception {
        healthyRound(1);
        QuorumCertificate first = nodes.get(0).core.highest().orElseThrow();
        TimeoutCertificate held = new TimeoutCertificate(
                3,
                keys.subList(0, 3).stream()
                        .map(key -> TimeoutVote.sign(key, genesis.chainId(), 3, 2))
                        .toList());
        Block block = childOf(first, 4);
        int voter = leader(6);
        nodes.get(voter).agreement.proposed(new Proposal(block, Optional.of(held)));
        assertThat(nodes.get(voter).agreement.round()).isEqualTo(4);
        TimeoutCertificate forged = new TimeoutCertificate(
                3,
                keys.subList(0, 3).stream()
                        .map(key -> new TimeoutVote(key.publicKey(), 1, new byte[64]))
                        .toList());

        // The node is in round 4 already: the forged timeouts are not what brings it there.
        assertThatThrownBy(() -> nodes.get(voter).agreement.proposed(new Proposal(block, Optional.of(forged))))
                .isInstanceOf(BlockRejected.class);
        assertThat(said(voter, BlockVote.class)).isEmpty();

        // A certificate that names one which the block cannot show does not get as far.
        assertThatThrownBy(() -> Proposal.decode(new Proposal(block, Optional.of(held)).encode()))
                .isInstanceOf(BlockRejected.class)
                .hasMessageContaining("higher certificate");
    }

    @Test
    void blocksThatLeadNowhereDoNotPileUp() throws Exception {
        Block block = healthyRound(1);
        QuorumCertificate first = nodes.get(0).core.highest().orElseThrow();
        for (int round = 3; round < 600; round++) {
            nodes.get(0).agreement.fetched(childOf(first, round));
        }
        assertThat(nodes.get(0).core.treeSize()).isLessThanOrEqualTo(513);
        // What they carried stays: a vote may have rested on it.
        assertThat(nodes.get(0).core.store().certificateOf(block.hash()).map(QuorumCertificate::hash))
                .contains(first.hash());

        healthyRound(2);
        assertThat(nodes).allMatch(node -> node.core.head().fin().blockHash().equals(block.hash()));
        healthyRound(3);

        assertThat(nodes).allMatch(node -> node.core.head().fin().height() == 2);
        assertThat(nodes.get(0).core.treeSize()).isEqualTo(1);
    }

    /** An empty block on the one of this certificate. */
    private Block childOf(QuorumCertificate parent, long round) {
        Header below = nodes.get(0).core.header(parent.block());
        SigningKey key = keys.get(leader(round));
        Header header = new Header(
                genesis.chainId(),
                Header.PROTOCOL,
                below.height() + 1,
                round,
                parent.block(),
                below.timestampMillis() + 1,
                key.address(),
                one.imago.chain.block.TransactionsRoot.of(List.of()),
                below.stateRoot(),
                genesis.producerSet().hash(),
                parent.hash());
        return new Block(
                header,
                key.sign(SignatureDomain.BLOCK, header.encode()),
                key.publicKey(),
                Optional.of(parent),
                List.of());
    }
}

package one.imago.chain.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import one.imago.chain.block.Block;
import one.imago.chain.block.FinalBlocks;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.block.Header;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.TransactionsRoot;
import one.imago.chain.block.Vote;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.copyright.CopyrightKinds;
import one.imago.chain.copyright.CopyrightModule;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.stake.Producer;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.MapState;
import one.imago.chain.state.ProvenMaps;
import one.imago.chain.token.TokenModule;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/** A chain of real modules, keys and votes, without a kernel: the state in maps, the last block final. */
final class SmallChain {
    static final SigningKey ALICE = signingKey("alice");
    static final SigningKey BOB = signingKey("bob");
    private static final long START = 1_790_000_000_000L;

    final List<SigningKey> producers = new ArrayList<>();
    final Genesis genesis;
    private final MapState token = new MapState(TokenModule.ID);
    private final MapState copyright = new MapState(CopyrightKinds.MODULE);
    private final MapState stake = new MapState(StakeModule.ID);
    private long height;

    SmallChain(String salt, int size) {
        for (int i = 0; i < size; i++) {
            producers.add(signingKey("producer " + i));
        }
        producers.sort(Comparator.comparing(SigningKey::address));
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(ALICE.address(), Amount.ofTokens(1_000));
        genesis = new Genesis(
                "test",
                hash(salt),
                START,
                balances,
                producers.stream()
                        .map(key -> new Producer(key.publicKey(), Amount.ofTokens(100)))
                        .toList(),
                new Genesis.Parameters(100, 1_000));
        new TokenModule().genesis(genesis.allocation(), token);
        new StakeModule().genesis(genesis.allocation(), stake);
    }

    static SigningKey signingKey(String name) {
        return SigningKey.ofSeed(hash("seed of " + name).bytes());
    }

    static Hash hash(String text) {
        return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Applies one transaction in a block of its own. */
    void apply(SigningKey sender, TransactionBody body) throws Exception {
        height++;
        new CopyrightModule()
                .apply(
                        new AppliedTransaction(
                                hash("transaction " + height),
                                body.kind(),
                                sender.address(),
                                sender.publicKey(),
                                body.bytes(),
                                genesis.chainId(),
                                height,
                                0,
                                START + 1_000 * height),
                        copyright);
    }

    WorkId claim(SigningKey owner, String file, String title) throws Exception {
        Hash salt = hash("salt of " + owner.address() + file);
        Hash commitment = Commitment.commit(genesis.chainId(), owner.address(), hash(file), salt);
        apply(owner, CopyrightBodies.commitWork(commitment));
        apply(
                owner,
                CopyrightBodies.registerWork(new WorkLedger.Registration(
                        owner.address(),
                        commitment,
                        salt,
                        new PictureFacts(
                                hash(file),
                                hash("marked " + owner.address() + file),
                                new PixelHash(1, hash("pixels of " + file)),
                                4_000,
                                3_000,
                                1,
                                List.of(new Fingerprint(Fingerprint.PHASH, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})),
                                Optional.of(Cid.of(
                                        Cid.RAW, hash("preview of " + file).bytes()))),
                        new Declaration(title, ClaimRole.AUTHOR, Authorship.HUMAN, Publication.NO, hash("manifest")),
                        List.of())));
        return Commitment.workIdOf(commitment);
    }

    ProvenMaps view() {
        return new ProvenMaps(
                Map.of(TokenModule.ID, token, CopyrightKinds.MODULE, copyright, StakeModule.ID, stake),
                height,
                finality(producers).header().hash());
    }

    /** Proof that the newest block is final, with the votes of these. */
    FinalityProof finality(List<SigningKey> voters) {
        Header header = header(height, hash("the parent"), stateRoot(), hash("the parent's certificate"));
        QuorumCertificate votes = votes(header, voters);
        Header child = header(height + 1, header.hash(), stateRoot(), votes.hash());
        return new FinalityProof(header, votes, child, votes(child, voters));
    }

    private Hash stateRoot() {
        return new ProvenMaps(
                        Map.of(TokenModule.ID, token, CopyrightKinds.MODULE, copyright, StakeModule.ID, stake),
                        height,
                        Hash.ZERO)
                .stateRoot();
    }

    private Header header(long height, Hash parent, Hash stateRoot, Hash certificate) {
        return new Header(
                genesis.chainId(),
                Header.PROTOCOL,
                height,
                height + 5,
                parent,
                START + 1_000 * height,
                producers.get(0).address(),
                TransactionsRoot.of(List.of()),
                stateRoot,
                genesis.producerSet().hash(),
                certificate);
    }

    static QuorumCertificate votes(Header header, List<SigningKey> voters) {
        byte[] message = Vote.message(header.chainId(), header.hash(), header.height(), header.round());
        return new QuorumCertificate(
                header.hash(),
                header.height(),
                header.round(),
                voters.stream()
                        .map(key -> new Vote(key.publicKey(), key.sign(SignatureDomain.VOTE, message)))
                        .toList());
    }

    Certificate certificate(WorkId id) throws Exception {
        FinalBlocks blocks = new FinalBlocks() {
            @Override
            public Hash chainId() {
                return genesis.chainId();
            }

            @Override
            public Optional<Block> block(long height) {
                return Optional.empty();
            }

            @Override
            public Optional<FinalityProof> finality(long height) {
                return Optional.of(SmallChain.this.finality(producers));
            }
        };
        return new CertificateBuilder(genesis, this::view, blocks).build(id).orElseThrow();
    }
}

package one.imago.chain.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.Header;
import one.imago.chain.certificate.CertificateReport.Contents;
import one.imago.chain.certificate.CertificateReport.Trust;
import one.imago.chain.copyright.WorkDossier;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.state.ProofRejected;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;

/**
 * Checks a certificate without a node and without a network. Only the canonical bytes are accepted; every field is
 * proven by the votes, the genesis or the state root; every vote is verified; a change of any byte is noticed.
 */
public final class CertificateCheck {
    /** Networks that this program knows. There is no public network yet. */
    private static final Set<Hash> BUILTIN = Set.of();

    private CertificateCheck() {}

    /**
     * Never throws for what the bytes hold.
     *
     * @param bytes of the file
     * @param pinned the genesis that the reader trusts, if there is one
     */
    public static CertificateReport check(byte[] bytes, Optional<Genesis> pinned) {
        List<String> problems = new ArrayList<>();
        Trust trust = Trust.UNPINNED;
        Optional<Contents> contents = Optional.empty();
        try {
            Certificate certificate = Certificate.decode(bytes);
            Hash chainId = certificate.genesis().chainId();
            trust = trust(chainId, pinned, problems);
            contents = Optional.of(prove(certificate, chainId));
        } catch (CertificateException | ProofRejected e) {
            problems.add(e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            // A value type refused what a hostile genesis had its own chain record.
            problems.add("a record of the certificate is out of range: " + e.getMessage());
        }
        return new CertificateReport(contents.isPresent(), trust, contents, problems);
    }

    private static Trust trust(Hash chainId, Optional<Genesis> pinned, List<String> problems) {
        if (pinned.isPresent()) {
            Hash expected = pinned.get().chainId();
            if (expected.equals(chainId)) {
                return Trust.PINNED;
            }
            problems.add("it is of the chain " + chainId + ", the pinned genesis is of the chain " + expected);
            return Trust.UNPINNED;
        }
        if (BUILTIN.contains(chainId)) {
            return Trust.BUILTIN;
        }
        problems.add("nobody vouches for its chain " + chainId + ": give the network's genesis.toml with --genesis");
        return Trust.UNPINNED;
    }

    private static Contents prove(Certificate certificate, Hash chainId) throws CertificateException, ProofRejected {
        // In protocol 1 the producers are the genesis's for ever; the state must say the same.
        ProducerSet producers = certificate.genesis().producerSet();
        try {
            certificate.finality().verify(chainId, producers);
        } catch (BlockRejected e) {
            throw new ProofRejected("the block is not proven to be final: " + e.getMessage());
        }
        Header header = certificate.finality().header();
        byte[] inState = certificate
                .producers()
                .verify(header.stateRoot(), StakeModule.ID, ProducerSet.key())
                .orElseThrow(() -> new ProofRejected("the state has no producer set"));
        if (!Arrays.equals(inState, producers.encode())) {
            throw new ProofRejected("the state names other producers than the genesis");
        }
        ProofSource source = new ProofSource(header.stateRoot(), certificate.records());
        WorkDossier dossier = WorkDossier.read(certificate.workId(), source)
                .orElseThrow(() -> new ProofRejected("the ledger has no such work"));
        source.requireEnd();
        for (WorkDossier.Claim claim : dossier.claims()) {
            requireSense(claim, chainId, header);
        }
        return new Contents(certificate.genesis(), header, header.hash(), dossier);
    }

    /** What the ledger would not have accepted shows that its producers let something else into the state. */
    private static void requireSense(WorkDossier.Claim claim, Hash chainId, Header header) throws ProofRejected {
        RegisterWork work = claim.registration();
        Hash commitment = Commitment.commit(
                chainId,
                Address.of(work.getOwner().toByteArray()),
                Hash.of(work.getSha256().toByteArray()),
                Hash.of(work.getSalt().toByteArray()));
        var position = claim.work().position();
        boolean holds = Arrays.equals(work.getCommitRef().toByteArray(), commitment.bytes())
                && Commitment.workIdOf(commitment).equals(claim.work().id())
                && position.commitHeight() < position.revealHeight()
                && position.revealHeight() <= header.height()
                && claim.commitMillis() < position.revealTimeMillis()
                && position.revealTimeMillis() <= header.timestampMillis();
        if (!holds) {
            throw new ProofRejected("claim " + claim.work().id() + " breaks the ledger's rules");
        }
    }
}

package one.imago.chain.certificate;

import static one.imago.chain.certificate.SmallChain.ALICE;
import static one.imago.chain.certificate.SmallChain.BOB;
import static one.imago.chain.certificate.SmallChain.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.certificate.CertificateReport.Trust;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.copyright.EvidenceType;
import one.imago.chain.state.StateProof;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {
    private final SmallChain chain = new SmallChain("salt", 4);
    private WorkId work = new WorkId(0);

    @BeforeEach
    void aliceAndBobClaimOneFile() throws Exception {
        work = chain.claim(ALICE, "picture", "Harbour at dawn");
        chain.claim(BOB, "picture", "Mine");
        chain.claim(BOB, "another picture", "Other");
        chain.apply(ALICE, CopyrightBodies.addEvidence(work, EvidenceType.RAW_FILE, hash("raw")));
    }

    @Test
    void aCertificateProvesTheClaimUnderThePinnedGenesis() throws Exception {
        CertificateReport report = check(chain.certificate(work));
        assertThat(report.problems()).isEmpty();
        assertThat(report.valid()).isTrue();
        assertThat(report.trust()).isEqualTo(Trust.PINNED);
        CertificateReport.Contents contents = report.contents().orElseThrow();
        assertThat(contents.chainId()).isEqualTo(chain.genesis.chainId());
        assertThat(contents.height()).isEqualTo(2);
        assertThat(contents.asOfHeight()).isEqualTo(7);
        assertThat(contents.dossier().claim().work().id()).isEqualTo(work);
        assertThat(contents.dossier().claim().work().owner()).isEqualTo(ALICE.address());
        assertThat(contents.dossier().evidence()).hasSize(1);
        assertThat(contents.dossier().claims()).hasSize(2);
        assertThat(contents.dossier().disputed()).isTrue();
        assertThat(contents.dossier().first()).isTrue();
        assertThat(contents.dossier().complete()).isTrue();
    }

    @Test
    void withoutAPinnedGenesisItIsConsistentButNotValid() throws Exception {
        CertificateReport report =
                CertificateCheck.check(chain.certificate(work).encode(), Optional.empty());
        assertThat(report.consistent()).isTrue();
        assertThat(report.trust()).isEqualTo(Trust.UNPINNED);
        assertThat(report.valid()).isFalse();
    }

    @Test
    void anotherChainsCertificateIsNotValid() throws Exception {
        SmallChain forgery = new SmallChain("another salt", 4);
        WorkId forged = forgery.claim(BOB, "picture", "Mine");
        CertificateReport report =
                CertificateCheck.check(forgery.certificate(forged).encode(), Optional.of(chain.genesis));
        assertThat(report.consistent()).isTrue();
        assertThat(report.valid()).isFalse();
        assertThat(report.problems()).anyMatch(problem -> problem.contains("pinned genesis"));
    }

    @Test
    void noByteCanBeChanged() throws Exception {
        SmallChain small = new SmallChain("salt", 1);
        byte[] good =
                small.certificate(small.claim(ALICE, "picture", "Harbour")).encode();
        assertThat(CertificateCheck.check(good, Optional.of(small.genesis)).valid())
                .isTrue();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << (i % 8));
            CertificateReport report = CertificateCheck.check(bad, Optional.of(small.genesis));
            assertThat(report.consistent() || report.valid()).as("byte " + i).isFalse();
        }
    }

    @Test
    void noByteOfADisputedOneCanBeChanged() throws Exception {
        byte[] good = chain.certificate(work).encode();
        for (int i = 0; i < good.length; i += 97) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << (i % 8));
            assertRejected("byte " + i, bad);
        }
    }

    @Test
    void noByteCanBeAddedOrCutOff() throws Exception {
        byte[] good = chain.certificate(work).encode();
        assertRejected("longer", java.util.Arrays.copyOf(good, good.length + 1));
        for (int length = 0; length < good.length; length += 997) {
            assertRejected("cut to " + length, java.util.Arrays.copyOf(good, length));
        }
    }

    @Test
    void noRecordCanBeLeftOutDoubledOrSwapped() throws Exception {
        Certificate good = chain.certificate(work);
        for (int i = 0; i < good.records().size(); i++) {
            List<StateProof> without = new ArrayList<>(good.records());
            StateProof proof = without.remove(i);
            assertRejected("without record " + i, with(good, without).encode());
            List<StateProof> twice = new ArrayList<>(good.records());
            twice.add(i, proof);
            assertRejected("record " + i + " twice", with(good, twice).encode());
        }
        List<StateProof> swapped = new ArrayList<>(good.records());
        java.util.Collections.swap(swapped, 3, 4);
        assertRejected("swapped", with(good, swapped).encode());
    }

    @Test
    void votesMustBeOfMoreThanTwoThirds() throws Exception {
        Certificate good = chain.certificate(work);
        assertThat(check(with(good, chain.finality(chain.producers.subList(0, 3))))
                        .valid())
                .isTrue();
        assertRejected(
                "two of four",
                with(good, chain.finality(chain.producers.subList(1, 3))).encode());
    }

    @Test
    void votesMustBeTheProducers() throws Exception {
        Certificate good = chain.certificate(work);
        List<SigningKey> strangers = new ArrayList<>(chain.producers);
        strangers.set(0, SmallChain.signingKey("stranger"));
        strangers.sort(java.util.Comparator.comparing(SigningKey::address));
        assertRejected("a stranger", with(good, chain.finality(strangers)).encode());
    }

    @Test
    void theChildsVotesAreNeeded() throws Exception {
        Certificate good = chain.certificate(work);
        FinalityProof finality = good.finality();
        QuorumCertificate few = SmallChain.votes(finality.child(), chain.producers.subList(0, 2));
        assertRejected(
                "few votes for the child",
                with(good, new FinalityProof(finality.header(), finality.certificate(), finality.child(), few))
                        .encode());
        assertRejected(
                "the block as its own child",
                with(
                                good,
                                new FinalityProof(
                                        finality.header(),
                                        finality.certificate(),
                                        finality.header(),
                                        finality.certificate()))
                        .encode());
    }

    @Test
    void anotherWorksIdIsNotProven() throws Exception {
        Certificate good = chain.certificate(work);
        assertRejected(
                "another id",
                new Certificate(
                                new WorkId(work.value() + 1),
                                good.genesis(),
                                good.finality(),
                                good.producers(),
                                good.records())
                        .encode());
    }

    private CertificateReport check(Certificate certificate) {
        return CertificateCheck.check(certificate.encode(), Optional.of(chain.genesis));
    }

    private void assertRejected(String what, byte[] bytes) {
        CertificateReport report = CertificateCheck.check(bytes, Optional.of(chain.genesis));
        assertThat(report.valid()).as(what).isFalse();
        assertThat(report.consistent()).as(what).isFalse();
        assertThat(report.problems()).as(what).isNotEmpty();
    }

    private static Certificate with(Certificate good, List<StateProof> records) {
        return new Certificate(good.workId(), good.genesis(), good.finality(), good.producers(), records);
    }

    private static Certificate with(Certificate good, FinalityProof finality) {
        return new Certificate(good.workId(), good.genesis(), finality, good.producers(), good.records());
    }
}

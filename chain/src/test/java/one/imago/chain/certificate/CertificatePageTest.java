package one.imago.chain.certificate;

import static one.imago.chain.certificate.SmallChain.ALICE;
import static one.imago.chain.certificate.SmallChain.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.copyright.EvidenceType;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatePageTest {
    private final SmallChain chain = new SmallChain("salt", 4);

    @Test
    void saysWhatIsProvenAndWhatIsNotAndHowToCheck(@TempDir Path directory) throws Exception {
        WorkId work = chain.claim(ALICE, "picture", "Harbour <b>&\"'");
        byte[] file = chain.certificate(work).encode();
        String html = CertificatePage.html(file, "harbour's certificate.imago");
        assertThat(html)
                .contains(
                        "Harbour &lt;b&gt;&amp;&quot;&#39;",
                        work.toString(),
                        ALICE.address().toString())
                .contains("No other owner has claimed")
                .contains("What this does not prove", chain.genesis.chainId().hex())
                .contains("Certificate file, SHA-256", Hash.sha256(file).hex())
                .contains(
                        "imago certificate check &#39;harbour&#39;\\&#39;&#39;s certificate.imago&#39; --genesis genesis.toml")
                .contains("21 September 2026, 14:13:21 UTC")
                .doesNotContain("<b>&", "http://", "https://", "<script", "src=");
        Files.writeString(directory.resolve("certificate.html"), html);
    }

    @Test
    void saysLoudlyThatAClaimIsDisputed() throws Exception {
        WorkId first = chain.claim(ALICE, "picture", "Harbour");
        WorkId second = chain.claim(BOB, "picture", "Mine");
        chain.apply(ALICE, CopyrightBodies.addEvidence(first, EvidenceType.RAW_FILE, SmallChain.hash("raw")));
        assertThat(CertificatePage.html(chain.certificate(first).encode(), "a.imago"))
                .contains("Disputed. One other claim stands", "this one was committed first", "RAW file");
        assertThat(CertificatePage.html(chain.certificate(second).encode(), "a.imago"))
                .contains("this one was NOT committed first");
    }

    @Test
    void isNotMadeForACertificateThatDoesNotHold() throws Exception {
        byte[] file =
                chain.certificate(chain.claim(ALICE, "picture", "Harbour")).encode();
        file[file.length / 2] ^= 1;
        assertThatThrownBy(() -> CertificatePage.html(file, "a.imago")).isInstanceOf(CertificateException.class);
    }
}

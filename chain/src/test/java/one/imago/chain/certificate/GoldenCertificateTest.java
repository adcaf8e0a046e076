package one.imago.chain.certificate;

import static one.imago.chain.certificate.SmallChain.ALICE;
import static one.imago.chain.certificate.SmallChain.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;

/** A certificate that was given out once stays valid for ever. */
class GoldenCertificateTest {
    @Test
    void anOldCertificateStillHolds() throws Exception {
        SmallChain chain = new SmallChain("golden", 4);
        WorkId work = chain.claim(ALICE, "picture", "Harbour at dawn");
        chain.claim(BOB, "picture", "Mine");
        byte[] golden;
        try (InputStream in = GoldenCertificateTest.class.getResourceAsStream("/golden/certificate.imago")) {
            golden = Objects.requireNonNull(in, "certificate.imago").readAllBytes();
        }
        assertThat(CertificateCheck.check(golden, Optional.of(chain.genesis)).valid())
                .isTrue();
        assertThat(chain.certificate(work).encode()).isEqualTo(golden);
    }
}

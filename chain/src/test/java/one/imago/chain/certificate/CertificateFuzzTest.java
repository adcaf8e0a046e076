package one.imago.chain.certificate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;

/** Hostile bytes give a report, never an exception, and what is read is what is written. */
class CertificateFuzzTest {
    @FuzzTest
    void anyBytesGiveAReport(byte[] data) throws Exception {
        CertificateReport report = CertificateCheck.check(data, Optional.empty());
        if (report.valid()) {
            throw new AssertionError("valid without a pinned genesis");
        }
        if (report.consistent() && !Arrays.equals(Certificate.decode(data).encode(), data)) {
            throw new AssertionError("two encodings of one certificate");
        }
    }
}

package one.imago.chain.copyright;

import static one.imago.chain.copyright.Ledger.ALICE;
import static one.imago.chain.copyright.Ledger.BOB;
import static one.imago.chain.copyright.Ledger.CHAIN;
import static one.imago.chain.copyright.Ledger.FILE;
import static one.imago.chain.copyright.Ledger.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import one.imago.chain.token.TokenBodies;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;

/**
 * Bodies and stored records of schema 1, byte for byte. A change here breaks every ledger that exists: a new form gets a
 * new version, and the old lines stay.
 */
class GoldenRecordsTest {
    @Test
    void bodiesAndStateAreWhatTheyWere() throws Exception {
        try (InputStream in = GoldenRecordsTest.class.getResourceAsStream("/golden/records.txt")) {
            assertThat(String.join("\n", lines()))
                    .isEqualTo(
                            new String(Objects.requireNonNull(in, "records.txt").readAllBytes(), StandardCharsets.UTF_8)
                                    .strip());
        }
    }

    static List<String> lines() throws Exception {
        List<String> lines = new ArrayList<>();
        Ledger ledger = new Ledger();
        Hash commitment = Ledger.commitment(ALICE, FILE, "salt");
        WorkId work = Ledger.id(ALICE, FILE, "salt");
        lines.add("chain " + CHAIN);
        lines.add("owner " + Hex.encode(ALICE.address().bytes()) + " " + ALICE.address());
        lines.add("file " + FILE);
        lines.add("salt " + hash("salt"));
        lines.add("commitment " + commitment);
        lines.add("work-id " + work);
        noted(lines, TokenBodies.transfer(BOB.address(), Amount.parse("12.5")));
        ledger.apply(ALICE, 1, 0, noted(lines, CopyrightBodies.commitWork(commitment)));
        ledger.apply(ALICE, 2, 0, noted(lines, Ledger.reveal(ALICE, FILE, "salt")));
        WorkId bobs = ledger.claim(BOB, FILE, "other salt", 3, 4);
        ledger.apply(BOB, 5, 0, noted(lines, CopyrightBodies.contestWork(bobs, work)));
        ledger.apply(
                ALICE, 6, 0, noted(lines, CopyrightBodies.addEvidence(work, EvidenceType.RAW_FILE, hash("raw file"))));
        Hash grant = ledger.apply(
                ALICE,
                7,
                0,
                noted(lines, CopyrightBodies.grantLicence(work, BOB.address(), hash("terms"), 3, 4_102_444_800_000L)));
        noted(
                lines,
                CopyrightBodies.grantLicenceToDomain(
                        work, CopyrightBodies.domainHash("example.org"), hash("terms"), 0, 0));
        ledger.apply(ALICE, 8, 0, noted(lines, CopyrightBodies.revokeLicence(work, grant)));
        ledger.apply(ALICE, 9, 0, noted(lines, CopyrightBodies.transferWork(work, BOB.address())));
        ledger.apply(ALICE, 10, 0, CopyrightBodies.commitWork(hash("never revealed")));
        ledger.state.forEach((key, value) -> lines.add("state " + Hex.encode(key) + " " + Hex.encode(value)));
        return lines;
    }

    private static TransactionBody noted(List<String> lines, TransactionBody body) {
        lines.add(body.kind().module() + "/" + body.kind().kind() + " " + Hex.encode(body.bytes()));
        return body;
    }
}

package one.imago.passport.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SigningKey;
import one.imago.passport.PassportBodies;
import one.imago.passport.PassportTerms;
import org.junit.jupiter.api.Test;

/** The bytes of passport v1 in a file that must never change; docs/protocol/passport.md quotes it. */
class PassportGoldenTest {
    @Test
    void bodiesAndStateHaveTheseBytes() throws IOException, TransactionRejected {
        Ledger ledger = new Ledger();
        SigningKey holder = Ledger.key(1);
        SigningKey next = Ledger.key(2);
        PassportTerms terms = new PassportTerms(
                Optional.of(Hash.sha256(new byte[] {2})),
                Optional.empty(),
                Optional.of(Ledger.key(9).publicKey()));
        StringBuilder found = new StringBuilder();
        line(found, "chain", Ledger.CHAIN.bytes());
        line(found, "holder-seed", holder.seed());
        line(found, "holder-key", holder.publicKey().bytes());
        line(found, "next-seed", next.seed());
        line(found, "next-key", next.publicKey().bytes());

        TransactionBody create = PassportBodies.create(holder, terms, Ledger.CHAIN, holder.address());
        Hash txId = ledger.apply(holder, create);
        Hash id = PassportBodies.passportId(txId);
        line(found, "create-body", create.bytes());
        line(found, "create-tx-id", txId.bytes());
        line(found, "passport-id", id.bytes());
        line(found, "record-key", PassportKeys.record(id));
        line(found, "record-after-create", record(ledger, id));
        line(found, "index-key", PassportKeys.byKey(holder.publicKey()));

        TransactionBody rotate = PassportBodies.rotate(id, next, 1, Ledger.CHAIN);
        ledger.apply(holder, rotate);
        line(found, "rotate-body", rotate.bytes());
        line(found, "record-after-rotate", record(ledger, id));

        TransactionBody revoke = PassportBodies.revoke(id);
        ledger.apply(next, revoke);
        line(found, "revoke-body", revoke.bytes());
        line(found, "record-after-revoke", record(ledger, id));

        assertThat(found.toString()).isEqualTo(golden());
    }

    private static void line(StringBuilder text, String name, byte[] bytes) {
        text.append(name).append(' ').append(Hex.encode(bytes)).append('\n');
    }

    private static byte[] record(Ledger ledger, Hash id) {
        return Objects.requireNonNull(ledger.state().get(PassportKeys.record(id)));
    }

    private static String golden() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(PassportGoldenTest.class.getResourceAsStream("passport-v1.golden"))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}

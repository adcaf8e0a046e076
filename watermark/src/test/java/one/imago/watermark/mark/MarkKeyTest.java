package one.imago.watermark.mark;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import org.junit.jupiter.api.Test;

class MarkKeyTest {
    private static final WorkId WORK = WorkId.parse("0123456789abcdef");
    private static final MarkKey KEY = MarkKey.parse("00112233445566778899");
    private static final Hash SALT = Hash.parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    /** The value of docs/protocol/owner-mark.md; computed with another implementation. */
    @Test
    void commitmentsAreThoseOfTheDocumentation() {
        assertThat(KEY.commitment(WORK, SALT).hex())
                .isEqualTo("fa6736e42d60e87ae00d5c68929783d01b4af0348fadeaaaca08246e4010b9ef");
    }

    @Test
    void aCommitmentIsToWorkAndKeyAndSalt() {
        Hash commitment = KEY.commitment(WORK, SALT);
        assertThat(KEY.commitment(new WorkId(1), SALT)).isNotEqualTo(commitment);
        assertThat(KEY.commitment(WORK, Hash.ZERO)).isNotEqualTo(commitment);
        assertThat(MarkKey.LOCATOR.commitment(WORK, SALT)).isNotEqualTo(commitment);
    }

    @Test
    void aRandomKeyIsShownToNobody() {
        MarkKey key = MarkKey.random(new SecureRandom());
        assertThat(key).isNotEqualTo(MarkKey.random(new SecureRandom()));
        assertThat(key.toString()).isEqualTo("secret key");
    }
}

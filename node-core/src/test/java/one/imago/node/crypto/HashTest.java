package one.imago.node.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class HashTest {
    @Test
    void isSha256() {
        // FIPS 180-4
        assertThat(Hash.sha256("abc".getBytes(US_ASCII)))
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Hash.sha256("a".getBytes(US_ASCII), new byte[0], "bc".getBytes(US_ASCII)))
                .isEqualTo(Hash.sha256("abc".getBytes(US_ASCII)));
    }

    @Test
    void belongsToNobodyWhoHoldsItsBytes() {
        byte[] bytes = new byte[32];
        Hash hash = Hash.of(bytes);
        bytes[0] = 1;
        hash.bytes()[1] = 1;
        assertThat(hash).isEqualTo(Hash.ZERO).hasSameHashCodeAs(Hash.ZERO);
    }

    @Test
    void hasThirtyTwoBytes() {
        assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hash.parse("00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isOrderedAsUnsignedBytes() {
        assertThat(Hash.parse("7f" + "0".repeat(62))).isLessThan(Hash.parse("80" + "0".repeat(62)));
    }
}

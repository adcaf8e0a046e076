package one.imago.p2p.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

final class AddressFuzzTest {
    /** Bytes are refused with a message, or are the one binary form of an address that also has a text form. */
    @FuzzTest
    void readsAnyMultiaddr(byte[] bytes) {
        try {
            Multiaddr address = Multiaddr.ofBytes(bytes);
            assertThat(address.bytes()).isEqualTo(bytes);
            assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** Text is refused with a message, or is an address whose written form means the same. */
    @FuzzTest
    void readsAnyText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            Multiaddr address = Multiaddr.parse(text);
            assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @FuzzTest
    void readsAnyMultihash(byte[] bytes) {
        try {
            assertThat(Multihash.ofBytes(bytes).bytes()).isEqualTo(bytes);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}

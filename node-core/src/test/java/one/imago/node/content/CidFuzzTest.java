package one.imago.node.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

final class CidFuzzTest {
    /** Text is refused with a message, or is the one text form of an id. */
    @FuzzTest
    void readsAnyText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            assertThat(Cid.parse(text)).hasToString(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** Bytes are refused with a message, or are the one binary form of an id. */
    @FuzzTest
    void readsAnyBytes(byte[] bytes) {
        try {
            Cid cid = Cid.ofBytes(bytes);
            assertThat(cid.bytes()).isEqualTo(bytes);
            assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}

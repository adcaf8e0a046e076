package one.imago.p2p.takedown;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

final class DenylistFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void readsAnyBytes(byte[] bytes) {
        try {
            Denylist list =
                    Denylist.read(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
            assertThat(list.size()).isLessThanOrEqualTo(bytes.length);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("denylist");
        }
    }
}

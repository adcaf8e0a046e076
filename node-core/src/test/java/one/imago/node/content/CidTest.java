package one.imago.node.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import one.imago.node.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CidTest {
    /** The well-known ids of "hello world" as a raw block, and for the empty UnixFS directory. */
    private static final String HELLO = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

    private static final String EMPTY_DIRECTORY = "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";

    @Test
    void agreesWithOtherImplementations() {
        Cid hello =
                Cid.of(Cid.RAW, Hash.sha256("hello world".getBytes(US_ASCII)).bytes());
        assertThat(hello).hasToString(HELLO);
        assertThat(Cid.parse(HELLO)).isEqualTo(hello);
        Cid directory = Cid.of(
                Cid.DAG_PB, Hash.sha256(new byte[] {0x0a, 0x02, 0x08, 0x01}).bytes());
        assertThat(directory).hasToString(EMPTY_DIRECTORY);
        assertThat(Cid.parse(EMPTY_DIRECTORY).codec()).isEqualTo(Cid.DAG_PB);
    }

    @Test
    void goesThroughBothForms() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            Cid cid = Cid.of(random.nextBoolean() ? Cid.RAW : Cid.DAG_PB, digest);
            assertThat(Cid.parse(cid.toString())).as("seed %d", seed).isEqualTo(cid);
            assertThat(Cid.ofBytes(cid.bytes())).as("seed %d", seed).isEqualTo(cid);
            assertThat(cid.digest()).isEqualTo(digest);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b",
                "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n1e",
                "BAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E",
                "bafyreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesOtherBytes() {
        byte[] good = Cid.parse(HELLO).bytes();
        for (int i = 0; i < 4; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) 0x80;
            assertThatThrownBy(() -> Cid.ofBytes(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Cid.ofBytes(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cid.ofBytes(new byte[37])).isInstanceOf(IllegalArgumentException.class);
    }
}

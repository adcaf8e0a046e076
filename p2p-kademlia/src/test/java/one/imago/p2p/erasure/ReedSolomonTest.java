package one.imago.p2p.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.p2p.unixfs.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReedSolomonTest {
    /** Made with zfec 1.5.2: {@code zfec.Encoder(K, N).encode(pieces)}, SHA-256 over the pieces after the data. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, 4, ef4a9b6cde63596b680c5d1e073e166a1ce8a9d3aec7030f847465a7202d2b04",
        "3, 5, 8, 7f06661f0e213cb5ea3adc9af3fb715a5c1b6840054d403697cca97c9ac91a3a",
        "10, 30, 1000, d003445de32654d75451550d8f89e050d1747bc72dd70c1a6f7bf73677631eae",
        "10, 40, 1000, 498ce9b487b2d6856ccf91308e1b3414ed722d8182b2eaf135f4f55166c255eb",
        "128, 255, 100, 5fedbf80ddbeef0e73c3c2c35b9f3415420b1769b001bf0816b9c897d8e58d6f",
        "254, 255, 16, debef9beebd2d9b23f2efdf381cfad6a3ec24ba694ad65656a1eb6261a97153c"
    })
    void computesWhatZfecComputes(int data, int total, int length, String sha256) {
        byte[][] parity = new ReedSolomon(data, total).parity(pieces(data, length), length);

        assertThat(parity).hasNumberOfRows(total - data);
        assertThat(Hash.sha256(parity).hex()).isEqualTo(sha256);
    }

    @Test
    void computesTheBytesInTheSpecification() {
        byte[][] parity = new ReedSolomon(3, 5).parity(pieces(3, 8), 8);

        assertThat(Hex.encode(parity[0])).isEqualTo("be34bff9eca03047");
        assertThat(Hex.encode(parity[1])).isEqualTo("b067bf0ccaa02151");
    }

    @Test
    void everyLossPatternOfASmallCodeIsRebuilt() {
        int data = 4;
        int total = 9;
        int length = 37;
        ReedSolomon code = new ReedSolomon(data, total);
        byte[][] all = all(code, length);
        for (int mask = 0; mask < 1 << total; mask++) {
            if (Integer.bitCount(mask) == data) {
                TreeMap<Integer, byte[]> known = new TreeMap<>();
                for (int i = 0; i < total; i++) {
                    if ((mask >> i & 1) == 1) {
                        known.put(i, all[i]);
                    }
                }
                List<Integer> wanted = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8);
                byte[][] rebuilt =
                        code.rebuild(List.copyOf(known.keySet()), wanted).apply(known, length);
                assertThat(Arrays.deepEquals(rebuilt, all)).as("mask %x", mask).isTrue();
            }
        }
    }

    @Test
    void refusesCodesAndPiecesThatCannotBe() {
        assertThatThrownBy(() -> new ReedSolomon(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReedSolomon(4, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReedSolomon(4, 256)).isInstanceOf(IllegalArgumentException.class);
        ReedSolomon code = new ReedSolomon(2, 4);
        assertThatThrownBy(() -> code.rebuild(List.of(1), List.of(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.rebuild(List.of(1, 1), List.of(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.rebuild(List.of(1, 4), List.of(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.rebuild(List.of(1, 2), List.of(0)).apply(new TreeMap<>(), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static byte[][] pieces(int count, int length) {
        byte[] bytes = Bytes.ofLength(count * length);
        byte[][] pieces = new byte[count][];
        for (int i = 0; i < count; i++) {
            pieces[i] = Arrays.copyOfRange(bytes, i * length, (i + 1) * length);
        }
        return pieces;
    }

    static byte[][] all(ReedSolomon code, int length) {
        byte[][] data = pieces(code.data(), length);
        byte[][] parity = code.parity(data, length);
        byte[][] all = Arrays.copyOf(data, code.total());
        System.arraycopy(parity, 0, all, code.data(), parity.length);
        return all;
    }
}

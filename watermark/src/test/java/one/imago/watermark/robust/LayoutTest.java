package one.imago.watermark.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import one.imago.node.crypto.Hash;
import one.imago.watermark.mark.MarkKey;
import org.junit.jupiter.api.Test;

/** Held so that marks made by this version read in later ones; docs/protocol/mark-robust.md names the same values. */
class LayoutTest {
    private static final MarkKey SECRET = MarkKey.parse("00112233445566778899");

    @Test
    void linesAreWhereTheyAlwaysWere() {
        Layout layout = Layout.of(MarkKey.LOCATOR);
        assertThat(layout.lineCount()).isEqualTo(1530);
        assertThat(layout.pilotCount()).isEqualTo(52);
        assertThat(layout.u[0]).isEqualTo(4);
        assertThat(layout.v[0]).isEqualTo(0);
        assertThat(digest(layout)).isEqualTo("ac143047b209d175f8554d88f5117732c934de63d1ba5819b85db4d221b06287");
        assertThat(digest(Layout.of(SECRET)))
                .isEqualTo("29f27cf890153bfaf579e00b17b661a978b3a72a253f851eb802f23a5aa865cc");
    }

    @Test
    void pilotsAreAtTheSamePlacesForEveryKey() {
        assertThat(Layout.of(SECRET).pilotU).isEqualTo(Layout.of(MarkKey.LOCATOR).pilotU);
        assertThat(Layout.of(SECRET).pilotCosine).isNotEqualTo(Layout.of(MarkKey.LOCATOR).pilotCosine);
    }

    @Test
    void everyBandOfFrequenciesCarriesEveryBit() {
        Layout layout = Layout.of(MarkKey.LOCATOR);
        for (int from = 0; from + PolarCode.LENGTH <= layout.bit.length; from += PolarCode.LENGTH) {
            boolean[] seen = new boolean[PolarCode.LENGTH];
            for (int i = from; i < from + PolarCode.LENGTH; i++) {
                seen[layout.bit[i]] = true;
            }
            assertThat(seen).doesNotContain(false);
        }
    }

    @Test
    void idsAreCodedAsTheyAlwaysWere() {
        byte[] coded = IdCode.encode(0x0123456789abcdefL);
        StringBuilder bits = new StringBuilder();
        for (byte bit : coded) {
            bits.append(bit);
        }
        assertThat(new java.math.BigInteger(bits.toString(), 2).toString(16))
                .isEqualTo(
                        "1b217f4a869d2b3fbd3c73fd49e94ee1c30664ae5eba30db651b681991ce55056c56083df1ea5c48ca4b048a3e9e3996b47113d929cd47ac126c1f6ee6b92272");
        assertThat(IdCode.crc(0x0123456789abcdefL)).isEqualTo(0xda119d303aL);
        assertThat(Shift.of(0x0123456789abcdefL)).isEqualTo(new Shift(58, 96));
    }

    /** SHA-256 of line, phase in 256ths of a turn and bits, of payload lines and then of pilots, as 32-bit numbers. */
    private static String digest(Layout layout) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (5 * layout.lineCount() + 3 * layout.pilotCount()));
        for (int i = 0; i < layout.lineCount(); i++) {
            bytes.putInt(layout.u[i]).putInt(layout.v[i]).putInt(turn(layout.cosine[i], layout.sine[i]));
            bytes.putInt(layout.bit[2 * i]).putInt(layout.bit[2 * i + 1]);
        }
        for (int i = 0; i < layout.pilotCount(); i++) {
            bytes.putInt(layout.pilotU[i]).putInt(layout.pilotV[i]);
            bytes.putInt(turn(layout.pilotCosine[i], layout.pilotSine[i]));
        }
        return Hash.sha256(bytes.array()).toString();
    }

    private static int turn(double cosine, double sine) {
        return (int) Math.round(Math.atan2(sine, cosine) * 128 / Math.PI) & 0xff;
    }
}

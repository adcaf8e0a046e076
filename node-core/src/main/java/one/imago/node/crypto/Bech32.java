package one.imago.node.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Bech32m (BIP-350) over whole bytes, lower case only. */
final class Bech32 {
    private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int CONSTANT = 0x2bc830a3;
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_LENGTH = 6;
    private static final int MAX_LENGTH = 90;

    private Bech32() {}

    static String encode(String humanReadablePart, byte[] data) {
        byte[] values = regroup(data, 8, 5, true);
        StringBuilder text = new StringBuilder(humanReadablePart).append('1');
        for (byte value : values) {
            text.append(CHARSET.charAt(value));
        }
        int checksum = polymod(humanReadablePart, values, CHECKSUM_LENGTH) ^ CONSTANT;
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            text.append(CHARSET.charAt((checksum >> (5 * (5 - i))) & 31));
        }
        return text.toString();
    }

    static byte[] decode(String humanReadablePart, String text) {
        String start = humanReadablePart + "1";
        if (!text.startsWith(start) || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an address starts with \"" + start + "\" and is in lower case");
        }
        int length = text.length() - start.length();
        if (length < CHECKSUM_LENGTH) {
            throw new IllegalArgumentException("the address is too short");
        }
        byte[] values = new byte[length];
        for (int i = 0; i < length; i++) {
            int value = CHARSET.indexOf(text.charAt(start.length() + i));
            if (value < 0) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "the address has a wrong character at position %d", start.length() + i + 1));
            }
            values[i] = (byte) value;
        }
        if (polymod(humanReadablePart, values, 0) != CONSTANT) {
            throw new IllegalArgumentException("the address is mistyped: its checksum does not hold");
        }
        byte[] payload = new byte[length - CHECKSUM_LENGTH];
        System.arraycopy(values, 0, payload, 0, payload.length);
        return regroup(payload, 5, 8, false);
    }

    private static int polymod(String humanReadablePart, byte[] values, int zeros) {
        int checksum = 1;
        for (int i = 0; i < humanReadablePart.length(); i++) {
            checksum = step(checksum, humanReadablePart.charAt(i) >> 5);
        }
        checksum = step(checksum, 0);
        for (int i = 0; i < humanReadablePart.length(); i++) {
            checksum = step(checksum, humanReadablePart.charAt(i) & 31);
        }
        for (byte value : values) {
            checksum = step(checksum, value);
        }
        for (int i = 0; i < zeros; i++) {
            checksum = step(checksum, 0);
        }
        return checksum;
    }

    private static int step(int checksum, int value) {
        int top = checksum >>> 25;
        int next = ((checksum & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((top >> i) & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    private static byte[] regroup(byte[] data, int from, int to, boolean pad) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length * from / to + 1);
        int accumulator = 0;
        int bits = 0;
        for (byte value : data) {
            accumulator = ((accumulator << from) | (value & ((1 << from) - 1))) & 0xffff;
            bits += from;
            while (bits >= to) {
                bits -= to;
                out.write((accumulator >> bits) & ((1 << to) - 1));
            }
        }
        int rest = accumulator & ((1 << bits) - 1);
        if (pad) {
            if (bits > 0) {
                out.write(rest << (to - bits));
            }
        } else if (bits >= from || rest != 0) {
            throw new IllegalArgumentException("the address has bits left over");
        }
        return out.toByteArray();
    }
}

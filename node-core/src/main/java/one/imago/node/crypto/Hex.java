package one.imago.node.crypto;

import java.util.HexFormat;

/** Lower-case hexadecimal, the one text form of byte strings in this project. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    public static String encode(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    /**
     * Decodes exactly {@code length} bytes. Lower case only, so that a value has one text form.
     *
     * @throws IllegalArgumentException naming what was expected
     */
    public static byte[] decode(String text, int length) {
        if (text.length() != 2 * length || !isLowerHex(text)) {
            throw new IllegalArgumentException("expected " + 2 * length + " lower-case hexadecimal digits");
        }
        return FORMAT.parseHex(text);
    }

    /** Decodes any even number of digits, at most {@code maxLength} bytes. */
    public static byte[] decodeUpTo(String text, int maxLength) {
        if (text.length() > 2L * maxLength || text.length() % 2 != 0 || !isLowerHex(text)) {
            throw new IllegalArgumentException(
                    "expected an even number of lower-case hexadecimal digits, at most " + 2L * maxLength);
        }
        return FORMAT.parseHex(text);
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}

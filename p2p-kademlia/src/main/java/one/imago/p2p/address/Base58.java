package one.imago.p2p.address;

import java.util.Arrays;

/**
 * Base58 in Bitcoin's alphabet. Its cost grows with the square of the length, so the length is bounded: nothing longer
 * than an identifier is ever written in it.
 */
final class Base58 {
    /** Longest value in bytes. */
    static final int MAX_BYTES = 160;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int MAX_CHARACTERS = MAX_BYTES * 138 / 100 + 1;

    private Base58() {}

    static String encode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("at most " + MAX_BYTES + " bytes are written in base58");
        }
        int zeros = leading(bytes, (byte) 0);
        byte[] digits = new byte[bytes.length * 138 / 100 + 1];
        int start = convert(bytes, 256, digits, 58);
        StringBuilder text = new StringBuilder("1".repeat(zeros));
        for (int i = start; i < digits.length; i++) {
            text.append(ALPHABET.charAt(digits[i]));
        }
        return text.toString();
    }

    static byte[] decode(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("a base58 text has at most " + MAX_CHARACTERS + " characters");
        }
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("not base58: wrong character at position " + (i + 1));
            }
            digits[i] = (byte) digit;
        }
        int zeros = leading(digits, (byte) 0);
        byte[] bytes = new byte[digits.length];
        int start = convert(digits, 58, bytes, 256);
        return Arrays.copyOfRange(bytes, start - zeros, bytes.length);
    }

    private static int leading(byte[] bytes, byte value) {
        int count = 0;
        while (count < bytes.length && bytes[count] == value) {
            count++;
        }
        return count;
    }

    /** Writes the number right-aligned into {@code to}; gives the index of its first digit that is not zero. */
    private static int convert(byte[] from, int fromBase, byte[] to, int toBase) {
        int start = to.length;
        for (byte digit : from) {
            int carry = digit & 0xff;
            int at = to.length;
            while (carry != 0 || at > start) {
                at--;
                carry += fromBase * (to[at] & 0xff);
                to[at] = (byte) (carry % toBase);
                carry /= toBase;
            }
            start = at;
        }
        return start;
    }
}

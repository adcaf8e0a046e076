package one.imago.node.crypto;

/**
 * Whole numbers modulo L, the order of edwards25519's base point, as 32 bytes in little endian. Written so that neither
 * branches nor memory accesses depend on the values: they are secrets. Bit by bit and therefore slow, which does not
 * matter beside one scalar multiplication.
 */
final class GroupScalar {
    static final int LENGTH = 32;
    private static final long WORD = 0xffffffffL;
    /** L = 2^252 + 27742317777372353535851937790883648493 in words of 32 bits, least first. */
    private static final int[] ORDER = {
        0x5cf5d3ed, 0x5812631a, 0xa2f79cd6, 0x14def9de, 0x00000000, 0x00000000, 0x00000000, 0x10000000
    };

    private GroupScalar() {}

    /**
     * A number modulo L.
     *
     * @param littleEndian 64 bytes
     */
    static byte[] reduce(byte[] littleEndian) {
        return bytes(reduce(words(littleEndian)));
    }

    /**
     * {@code a · b + c} modulo L.
     *
     * @param a 32 bytes
     * @param b 16 bytes
     * @param c 32 bytes
     */
    static byte[] multiplyAdd(byte[] a, byte[] b, byte[] c) {
        int[] left = words(a);
        int[] right = words(b);
        int[] sum = new int[left.length + right.length];
        System.arraycopy(words(c), 0, sum, 0, LENGTH / 4);
        for (int i = 0; i < right.length; i++) {
            long carry = 0;
            for (int j = 0; j < left.length; j++) {
                long product = (right[i] & WORD) * (left[j] & WORD) + (sum[i + j] & WORD) + carry;
                sum[i + j] = (int) product;
                carry = product >>> 32;
            }
            for (int j = i + left.length; j < sum.length; j++) {
                carry += sum[j] & WORD;
                sum[j] = (int) carry;
                carry >>>= 32;
            }
        }
        return bytes(reduce(sum));
    }

    /** Whether 32 bytes are a number below L. For public numbers. */
    static boolean isReduced(byte[] littleEndian) {
        int[] number = words(littleEndian);
        for (int i = number.length - 1; i >= 0; i--) {
            int order = Integer.compareUnsigned(number[i], ORDER[i]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /** Shifts in one bit after the other and takes L away whenever it fits, by a mask. */
    private static int[] reduce(int[] number) {
        int[] rest = new int[ORDER.length];
        int[] less = new int[ORDER.length];
        for (int bit = number.length * 32 - 1; bit >= 0; bit--) {
            // rest < L < 2^253, so that the doubled one fits.
            int in = (number[bit >> 5] >>> (bit & 31)) & 1;
            for (int i = 0; i < rest.length; i++) {
                int out = rest[i] >>> 31;
                rest[i] = (rest[i] << 1) | in;
                in = out;
            }
            long borrow = 0;
            for (int i = 0; i < rest.length; i++) {
                borrow += (rest[i] & WORD) - (ORDER[i] & WORD);
                less[i] = (int) borrow;
                borrow >>= 32;
            }
            int keep = (int) borrow; // all ones when L does not fit
            for (int i = 0; i < rest.length; i++) {
                rest[i] = (rest[i] & keep) | (less[i] & ~keep);
            }
        }
        return rest;
    }

    private static int[] words(byte[] bytes) {
        int[] words = new int[bytes.length / 4];
        for (int i = 0; i < bytes.length; i++) {
            words[i >> 2] |= (bytes[i] & 0xff) << ((i & 3) * 8);
        }
        return words;
    }

    private static byte[] bytes(int[] words) {
        byte[] bytes = new byte[words.length * 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i >> 2] >>> ((i & 3) * 8));
        }
        return bytes;
    }
}

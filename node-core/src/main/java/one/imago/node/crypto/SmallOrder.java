package one.imago.node.crypto;

/** The canonical encodings of the eight points whose order divides the cofactor 8. */
final class SmallOrder {
    /** Values of y, with the sign bit cleared: order 1; order 2; order 4; order 8, two values. */
    private static final byte[][] ORDINATES = {
        Hex.decode("0100000000000000000000000000000000000000000000000000000000000000", 32),
        Hex.decode("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", 32),
        Hex.decode("0000000000000000000000000000000000000000000000000000000000000000", 32),
        Hex.decode("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", 32),
        Hex.decode("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", 32),
    };

    private SmallOrder() {}

    /** Whether the 32 bytes at {@code offset} encode such a point, whatever the sign. */
    static boolean isEncodedAt(byte[] bytes, int offset) {
        for (byte[] ordinate : ORDINATES) {
            if (isOrdinate(ordinate, bytes, offset)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrdinate(byte[] ordinate, byte[] bytes, int offset) {
        for (int i = 0; i < 31; i++) {
            if (ordinate[i] != bytes[offset + i]) {
                return false;
            }
        }
        return ordinate[31] == (bytes[offset + 31] & 0x7f);
    }
}

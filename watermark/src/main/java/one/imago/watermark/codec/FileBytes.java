package one.imago.watermark.codec;

import java.util.Arrays;

/** Numbers in a stranger's bytes. Every read is checked; one beyond the end says so. */
final class FileBytes {
    /** The file ends before what it promised. Unchecked, caught where the inspection began. */
    static final class BeyondEnd extends RuntimeException {
        private static final long serialVersionUID = 1;

        BeyondEnd() {
            super("the file ends early", null, false, false);
        }
    }

    private final byte[] data;
    private final int start;
    private final int end;
    private final boolean littleEndian;

    FileBytes(byte[] data, boolean littleEndian) {
        this(data, 0, data.length, littleEndian);
    }

    /** A window of a file; offsets count from its start. */
    FileBytes(byte[] data, int start, int end, boolean littleEndian) {
        this.data = data;
        this.start = start;
        this.end = end;
        this.littleEndian = littleEndian;
    }

    int length() {
        return end - start;
    }

    /** The same bytes read in another byte order. */
    FileBytes ordered(boolean little) {
        return new FileBytes(data, start, end, little);
    }

    /** The bytes from one position of this window to another. */
    byte[] copy(long from, long to) {
        if (from < 0 || to < from || to > length()) {
            throw new BeyondEnd();
        }
        return Arrays.copyOfRange(data, start + (int) from, start + (int) to);
    }

    int u8(long at) {
        if (at < 0 || at >= length()) {
            throw new BeyondEnd();
        }
        return data[start + (int) at] & 0xff;
    }

    int u16(long at) {
        int first = u8(at);
        int second = u8(at + 1);
        return littleEndian ? (second << 8) | first : (first << 8) | second;
    }

    long u32(long at) {
        long first = u16(at);
        long second = u16(at + 2);
        return littleEndian ? (second << 16) | first : (first << 16) | second;
    }

    boolean matches(long at, String ascii) {
        if (at < 0 || at + ascii.length() > length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if ((data[start + (int) at + i] & 0xff) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}

package one.imago.chain.backup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** As much of the tar format (POSIX.1-1988 ustar) as a backup needs: plain files with short names. */
final class Tar {
    static final int BLOCK = 512;
    static final int MAX_NAME = 100;
    static final long MAX_FILE = 0777_7777_7777L;

    private Tar() {}

    /**
     * A file's header.
     *
     * @param name at most 100 ASCII characters
     * @param size bytes that follow, filled up to whole blocks
     */
    record Entry(String name, long size) {
        byte[] header() {
            if (name.length() > MAX_NAME || size > MAX_FILE) {
                throw new IllegalArgumentException("too long for a backup: " + name);
            }
            byte[] header = new byte[BLOCK];
            put(header, 0, name);
            put(header, 100, "0000600");
            put(header, 108, "0000000");
            put(header, 116, "0000000");
            put(header, 124, octal(size, 11));
            put(header, 136, octal(0, 11));
            Arrays.fill(header, 148, 156, (byte) ' ');
            header[156] = '0';
            put(header, 257, "ustar");
            put(header, 263, "00");
            put(header, 148, octal(sum(header), 6));
            header[154] = 0;
            return header;
        }

        /** Bytes after the content up to a whole block. */
        int padding() {
            return (int) ((BLOCK - size % BLOCK) % BLOCK);
        }
    }

    /** The end of an archive. */
    static byte[] end() {
        return new byte[2 * BLOCK];
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String octal(long value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }

    private static int sum(byte[] header) {
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        return sum;
    }

    /** Reads the next header; empty at the end of the archive. */
    static Optional<Entry> next(InputStream in) throws IOException, BackupRejected {
        byte[] header = new byte[BLOCK];
        try {
            new DataInputStream(in).readFully(header);
        } catch (EOFException e) {
            throw new BackupRejected("the backup is cut off");
        }
        if (Arrays.equals(header, new byte[BLOCK])) {
            return Optional.empty();
        }
        int claimed = (int) number(header, 148, 6);
        byte[] blanked = header.clone();
        Arrays.fill(blanked, 148, 156, (byte) ' ');
        if (claimed != sum(blanked) || header[156] != '0' || header[345] != 0) {
            throw new BackupRejected("the backup is damaged: a file's header is not one of a backup");
        }
        int end = 0;
        while (end < MAX_NAME && header[end] != 0) {
            end++;
        }
        return Optional.of(new Entry(new String(header, 0, end, StandardCharsets.US_ASCII), number(header, 124, 11)));
    }

    private static long number(byte[] header, int at, int digits) throws BackupRejected {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            if (header[i] < '0' || header[i] > '7') {
                throw new BackupRejected("the backup is damaged: a number in a file's header cannot be read");
            }
            value = 8 * value + header[i] - '0';
        }
        return value;
    }
}

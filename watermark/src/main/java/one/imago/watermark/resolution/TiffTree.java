package one.imago.watermark.resolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The images that a TIFF structure holds: its directories, and those that they point to. Reads a stranger's bytes: every
 * offset is checked, each directory is read once, at most {@value #MOST_DIRECTORIES} of at most {@value #MOST_ENTRIES}
 * entries, and nothing is allocated by what the file claims.
 */
final class TiffTree {
    private static final int MOST_DIRECTORIES = 64;
    private static final int MOST_ENTRIES = 1024;
    private static final int MOST_STRIPS = 1 << 16;
    private static final int MOST_DEPTH = 4;
    private static final int ENTRY_BYTES = 12;

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int STRIP_COUNTS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_COUNTS = 325;
    private static final int SUB_DIRECTORIES = 330;
    private static final int JPEG_OFFSET = 513;
    private static final int JPEG_LENGTH = 514;
    private static final int CR2_SLICES = 50752;
    private static final int DNG_VERSION = 50706;

    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;

    private final byte[] file;
    private final boolean little;
    private final List<Image> images = new ArrayList<>();
    private final List<int[]> jpegs = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private boolean dng;

    /**
     * One directory.
     *
     * @param photometric how its samples are meant
     * @param samplesPerPixel of it
     * @param dataBytes of its strips or tiles that lie in the file
     * @param slices whether it has Canon's slices
     */
    record Image(long width, long height, long photometric, long samplesPerPixel, long dataBytes, boolean slices) {
        long samples() {
            return width * height;
        }
    }

    private TiffTree(byte[] file, boolean little) {
        this.file = file;
        this.little = little;
    }

    /** Empty when it is no TIFF structure, or leads outside of the file at its root. */
    static Optional<TiffTree> of(byte[] file) {
        boolean little = starts(file, 'I', 'I', 42, 0);
        if (!little && !starts(file, 'M', 'M', 0, 42)) {
            return Optional.empty();
        }
        TiffTree tree = new TiffTree(file, little);
        tree.chain(tree.u32(4), 0);
        return tree.images.isEmpty() ? Optional.empty() : Optional.of(tree);
    }

    List<Image> images() {
        return List.copyOf(images);
    }

    boolean isCr2() {
        return file.length > 10 && file[8] == 'C' && file[9] == 'R';
    }

    boolean isDng() {
        return dng;
    }

    /** The longest run of bytes that is pointed to as a JPEG, and starts and ends as one that is shown. */
    Optional<byte[]> largestJpeg() {
        int[] best = {0, 0};
        for (int[] range : jpegs) {
            if (range[1] > best[1] && isShownJpeg(range[0], range[1])) {
                best = range;
            }
        }
        return best[1] == 0 ? Optional.empty() : Optional.of(Arrays.copyOfRange(file, best[0], best[0] + best[1]));
    }

    private void chain(long first, int depth) {
        long at = first;
        while (at > 0 && at + 2 <= file.length && seen.size() < MOST_DIRECTORIES && seen.add(at)) {
            int entries = u16(at);
            if (entries > MOST_ENTRIES || at + 2 + (long) entries * ENTRY_BYTES > file.length) {
                return;
            }
            directory(at, entries, depth);
            at = u32(at + 2 + (long) entries * ENTRY_BYTES);
        }
    }

    private void directory(long at, int entries, int depth) {
        Directory d = new Directory(at, entries);
        dng |= d.entry(DNG_VERSION) >= 0;
        boolean tiled = d.entry(TILE_OFFSETS) >= 0;
        long offsets = d.entry(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
        long counts = d.entry(tiled ? TILE_COUNTS : STRIP_COUNTS);
        long strips = Math.min(MOST_STRIPS, Math.min(count(offsets), count(counts)));
        long bytes = 0;
        for (long i = 0; i < strips; i++) {
            long start = value(offsets, i, -1);
            long length = value(counts, i, 0);
            if (start >= 0 && start + length <= file.length) {
                bytes += length;
            }
        }
        // Strips that lie over each other cannot hold more than the file.
        bytes = Math.min(bytes, file.length);
        images.add(new Image(
                d.value(WIDTH, 0),
                d.value(HEIGHT, 0),
                d.value(PHOTOMETRIC, -1),
                d.value(SAMPLES_PER_PIXEL, 1),
                bytes,
                d.entry(CR2_SLICES) >= 0));
        long compression = d.value(COMPRESSION, 0);
        if (strips == 1 && (compression == JPEG || compression == OLD_JPEG)) {
            jpeg(value(offsets, 0, 0), value(counts, 0, 0));
        }
        jpeg(d.value(JPEG_OFFSET, 0), d.value(JPEG_LENGTH, 0));
        long children = d.entry(SUB_DIRECTORIES);
        for (long i = 0; depth < MOST_DEPTH && i < Math.min(MOST_DIRECTORIES, count(children)); i++) {
            chain(value(children, i, 0), depth + 1);
        }
    }

    private void jpeg(long start, long length) {
        if (start > 0 && length > 4 && start + length <= file.length) {
            jpegs.add(new int[] {(int) start, (int) length});
        }
    }

    /** A JPEG that browsers show has a first frame of kind 0 or 2; a sensor's lossless one has kind 3. */
    private boolean isShownJpeg(int start, int length) {
        if ((file[start] & 0xff) != 0xff || (file[start + 1] & 0xff) != 0xd8) {
            return false;
        }
        int at = start + 2;
        int end = start + length;
        while (at + 4 <= end && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xc0 || marker == 0xc1 || marker == 0xc2) {
                return true;
            }
            if (marker == 0xc3 || marker == 0xda) {
                return false;
            }
            at += 2 + (((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff));
        }
        return false;
    }

    private static boolean starts(byte[] file, int... signature) {
        if (file.length < 8) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((file[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** 0 beyond the end, like {@link #u32}: what is not there says nothing. */
    private int u16(long at) {
        if (at < 0 || at + 2 > file.length) {
            return 0;
        }
        int a = file[(int) at] & 0xff;
        int b = file[(int) at + 1] & 0xff;
        return little ? (b << 8) | a : (a << 8) | b;
    }

    private long u32(long at) {
        long a = u16(at);
        long b = u16(at + 2);
        return little ? (b << 16) | a : (a << 16) | b;
    }

    private long count(long entry) {
        return entry < 0 ? 0 : u32(entry + 4);
    }

    private long value(long entry, long index, long otherwise) {
        if (entry < 0 || index >= count(entry)) {
            return otherwise;
        }
        int type = u16(entry + 2);
        int size = type == 3 ? 2 : type == 4 || type == 13 ? 4 : 1;
        long first = count(entry) * size <= 4 ? entry + 8 : u32(entry + 8);
        long position = first + index * size;
        if (position < 0 || position + size > file.length) {
            return otherwise;
        }
        return size == 2 ? u16(position) : size == 4 ? u32(position) : file[(int) position] & 0xff;
    }

    /** One directory; it lies in the file. */
    private final class Directory {
        private final long at;
        private final int entries;

        Directory(long at, int entries) {
            this.at = at;
            this.entries = entries;
        }

        /** Where the entry stands; −1 when it is not there. */
        long entry(int tag) {
            for (int i = 0; i < entries; i++) {
                long entry = at + 2 + (long) i * ENTRY_BYTES;
                if (u16(entry) == tag) {
                    return entry;
                }
            }
            return -1;
        }

        long value(int tag, long otherwise) {
            return TiffTree.this.value(entry(tag), 0, otherwise);
        }
    }
}

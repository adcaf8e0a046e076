package one.imago.watermark.codec;

/** Reads the first image file directory of a TIFF structure (TIFF 6.0 section 2): a TIFF file or an EXIF block. */
final class TiffDirectory {
    static final int NEW_SUBFILE_TYPE = 254;
    static final int IMAGE_WIDTH = 256;
    static final int IMAGE_LENGTH = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int STRIP_BYTE_COUNTS = 279;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTE_COUNTS = 325;
    static final int PHOTOMETRIC = 262;
    static final int SAMPLE_FORMAT = 339;
    static final int DNG_VERSION = 50706;

    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final FileBytes bytes;
    private final long at;
    private final int entries;

    /**
     * @throws FileBytes.BeyondEnd when the window holds none
     */
    TiffDirectory(FileBytes window) {
        boolean little = window.matches(0, "II*\0");
        if (!little && !window.matches(0, "MM\0*")) {
            throw new FileBytes.BeyondEnd();
        }
        this.bytes = window.ordered(little);
        this.at = bytes.u32(4);
        this.entries = bytes.u16(at);
    }

    private TiffDirectory(FileBytes bytes, long at) {
        this.bytes = bytes;
        this.at = at;
        this.entries = bytes.u16(at);
    }

    /** Another directory of the same structure. */
    TiffDirectory at(long position) {
        return new TiffDirectory(bytes, position);
    }

    int entries() {
        return entries;
    }

    /** Position of the next directory; 0 when this is the last, as also when the structure ends here. */
    long next() {
        return nextPosition() + 4 <= bytes.length() ? bytes.u32(nextPosition()) : 0;
    }

    long nextPosition() {
        return at + 2 + 12L * entries;
    }

    boolean littleEndian() {
        return bytes.matches(0, "II");
    }

    /** Position of an entry, by its number. */
    long entry(int index) {
        return at + 2 + 12L * index;
    }

    /** The window's bytes, in the structure's order. */
    FileBytes bytes() {
        return bytes;
    }

    /** The values of an entry as they stand in the file; empty when it is not there. */
    byte[] raw(int tag) {
        long entry = find(tag);
        return entry < 0 ? new byte[0] : rawAt(entry);
    }

    /** The same of an entry at a position. */
    byte[] rawAt(long entry) {
        long length = bytes.u32(entry + 4) * size(bytes.u16(entry + 2));
        long first = length <= 4 ? entry + 8 : bytes.u32(entry + 8);
        return bytes.copy(first, first + length);
    }

    private static int size(int type) {
        return switch (type) {
            case SHORT, 8 -> 2;
            case LONG, 9, 11, 13 -> 4;
            case 5, 10, 12 -> 8;
            default -> 1;
        };
    }

    /** The orientation of an EXIF block; 1 when it has none, or is broken, since a picture is shown all the same. */
    static int orientation(FileBytes exif) {
        try {
            long value = new TiffDirectory(exif).value(ORIENTATION, 0, 1);
            return value >= 1 && value <= 8 ? (int) value : 1;
        } catch (FileBytes.BeyondEnd e) {
            return 1;
        }
    }

    /** An EXIF block or TIFF file that says orientation 1; the same bytes when it says nothing else. */
    static byte[] upright(byte[] structure) {
        try {
            TiffDirectory directory = new TiffDirectory(new FileBytes(structure, false));
            long at = directory.find(ORIENTATION);
            if (at < 0 || directory.bytes.u16(at + 2) != SHORT || directory.value(ORIENTATION, 0, 1) == 1) {
                return structure;
            }
            byte[] copy = structure.clone();
            int position = (int) directory.valuePosition(at, 0);
            boolean little = directory.bytes.matches(0, "II");
            copy[position] = (byte) (little ? 1 : 0);
            copy[position + 1] = (byte) (little ? 0 : 1);
            return copy;
        } catch (FileBytes.BeyondEnd e) {
            return structure;
        }
    }

    boolean has(int tag) {
        return find(tag) >= 0;
    }

    /** How many values an entry has; 0 when it is not there. */
    long count(int tag) {
        long entry = find(tag);
        return entry < 0 ? 0 : bytes.u32(entry + 4);
    }

    /** A whole-number value of an entry, or {@code otherwise} when it is not there. */
    long value(int tag, long index, long otherwise) {
        long entry = find(tag);
        if (entry < 0 || index >= bytes.u32(entry + 4)) {
            return otherwise;
        }
        long position = valuePosition(entry, index);
        return switch (bytes.u16(entry + 2)) {
            case SHORT -> bytes.u16(position);
            case LONG -> bytes.u32(position);
            default -> bytes.u8(position);
        };
    }

    private long valuePosition(long entry, long index) {
        int size = switch (bytes.u16(entry + 2)) {
            case SHORT -> 2;
            case LONG -> 4;
            default -> 1;
        };
        long count = bytes.u32(entry + 4);
        long first = count * size <= 4 ? entry + 8 : bytes.u32(entry + 8);
        return first + index * size;
    }

    private long find(int tag) {
        for (int i = 0; i < entries; i++) {
            if (bytes.u16(entry(i)) == tag) {
                return entry(i);
            }
        }
        return -1;
    }
}

package one.imago.watermark.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of TIFF files, which stand among the tags that describe the samples. The EXIF block that is made of them holds
 * the tags of the picture, of the exposure and of the position, at new places; maker notes, which point into the file that
 * they came from, are left behind.
 */
final class TiffMetadata {
    private static final int XMP = 700;
    private static final int IPTC = 33723;
    private static final int PHOTOSHOP = 34377;
    private static final int PROFILE = 34675;
    private static final int EXPOSURE = 0x8769;
    private static final int POSITION = 0x8825;
    private static final int INTEROPERABILITY = 0xa005;
    private static final int MAKER_NOTE = 0x927c;
    private static final int INKS = 5;
    private static final int LONG = 4;
    private static final int MAX_ENTRIES = 512;
    /** So that the block fits into a JPEG segment. */
    private static final int MAX_BLOCK = 60_000;
    /** Description, make, model, orientation, resolution, software, date, artist, host, rating, copyright, Windows' own. */
    private static final Set<Integer> PICTURE_TAGS = Set.of(
            0x10e, 0x10f, 0x110, 0x112, 0x11a, 0x11b, 0x128, 0x131, 0x132, 0x13b, 0x13c, 0x4746, 0x4749, 0x8298, 0x9c9b,
            0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f);

    private TiffMetadata() {}

    static PictureMetadata of(byte[] file) {
        TiffDirectory directory = new TiffDirectory(new FileBytes(file, false));
        boolean inks = directory.value(TiffDirectory.PHOTOMETRIC, 0, 0) == INKS;
        byte[] profile = inks ? null : raw(directory, PROFILE);
        byte[] iptc = raw(directory, IPTC);
        byte[] resources = raw(directory, PHOTOSHOP);
        if (resources == null && iptc != null) {
            resources = PhotoshopResources.of(iptc);
        }
        return new PictureMetadata(exif(directory), profile, raw(directory, XMP), resources, List.of(), List.of());
    }

    private static byte @Nullable [] raw(TiffDirectory directory, int tag) {
        byte[] raw = directory.raw(tag);
        return raw.length == 0 ? null : raw;
    }

    private record Entry(int tag, int type, int count, byte[] value) {}

    private static byte[] exif(TiffDirectory directory) {
        List<Entry> picture = entries(directory, true);
        List<Entry> exposure = linked(directory, EXPOSURE);
        List<Entry> position = linked(directory, POSITION);
        Block block = new Block(directory.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        // Each directory's place is known once the ones before it are laid out; the first one holds the links.
        int links = (exposure.isEmpty() ? 0 : 1) + (position.isEmpty() ? 0 : 1);
        int at = 8 + length(picture, links);
        if (!exposure.isEmpty()) {
            picture.add(block.link(EXPOSURE, at));
            at += length(exposure, 0);
        }
        if (!position.isEmpty()) {
            picture.add(block.link(POSITION, at));
        }
        block.header();
        for (List<Entry> part : List.of(picture, exposure, position)) {
            if (!part.isEmpty() || part == picture) {
                block.directory(part);
            }
        }
        return block.bytes();
    }

    private static List<Entry> linked(TiffDirectory directory, int tag) {
        long at = directory.value(tag, 0, 0);
        try {
            return at == 0 ? List.of() : entries(directory.at(at), false);
        } catch (FileBytes.BeyondEnd e) {
            return List.of();
        }
    }

    /** In the order of their tags, as a directory has them; what points beyond the end is left out. */
    private static List<Entry> entries(TiffDirectory directory, boolean first) {
        List<Entry> entries = new ArrayList<>();
        FileBytes bytes = directory.bytes();
        int room = MAX_BLOCK / 3;
        for (int i = 0; i < Math.min(directory.entries(), MAX_ENTRIES); i++) {
            long at = directory.entry(i);
            int tag = bytes.u16(at);
            if (first ? !PICTURE_TAGS.contains(tag) : tag == MAKER_NOTE || tag == INTEROPERABILITY) {
                continue;
            }
            try {
                byte[] value = directory.rawAt(at);
                if (value.length + 16 <= room) {
                    room -= value.length + 16;
                    entries.add(new Entry(tag, bytes.u16(at + 2), (int) bytes.u32(at + 4), value));
                }
            } catch (FileBytes.BeyondEnd e) {
                // this one is broken; the others are not
            }
        }
        return entries;
    }

    private static int length(List<Entry> entries, int links) {
        int length = 2 + 12 * (entries.size() + links) + 4;
        for (Entry entry : entries) {
            length += entry.value.length <= 4 ? 0 : entry.value.length + (entry.value.length & 1);
        }
        return length;
    }

    /** A TIFF structure being written. */
    private static final class Block {
        private final ByteOrder order;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Block(ByteOrder order) {
            this.order = order;
        }

        Entry link(int tag, int to) {
            byte[] offset = new byte[4];
            ByteBuffer.wrap(offset).order(order).putInt(to);
            return new Entry(tag, LONG, 1, offset);
        }

        void header() {
            byte[] head = new byte[8];
            byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
            ByteBuffer.wrap(head)
                    .order(order)
                    .put(mark)
                    .put(mark)
                    .putShort((short) 42)
                    .putInt(8);
            out.writeBytes(head);
        }

        void directory(List<Entry> entries) {
            int values = out.size() + 2 + 12 * entries.size() + 4;
            byte[] table = new byte[values - out.size()];
            ByteBuffer head = ByteBuffer.wrap(table).order(order).putShort((short) entries.size());
            ByteArrayOutputStream behind = new ByteArrayOutputStream();
            for (Entry entry : entries) {
                head.putShort((short) entry.tag).putShort((short) entry.type).putInt(entry.count);
                if (entry.value.length <= 4) {
                    head.put(Arrays.copyOf(entry.value, 4));
                } else {
                    head.putInt(values + behind.size());
                    behind.writeBytes(entry.value);
                    if ((entry.value.length & 1) == 1) {
                        behind.write(0);
                    }
                }
            }
            out.writeBytes(table);
            out.writeBytes(behind.toByteArray());
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}

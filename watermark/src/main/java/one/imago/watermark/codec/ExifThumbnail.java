package one.imago.watermark.codec;

import java.util.Arrays;

/**
 * Takes the thumbnail out of an EXIF block. A camera's thumbnail shows the picture without its mark, so that a marked file
 * must not hold it. Nothing else moves: maker notes point by offsets that nobody documents.
 */
final class ExifThumbnail {
    private static final int JPEG_OFFSET = 0x201;
    private static final int JPEG_LENGTH = 0x202;
    /** More directories than any camera writes; a loop of them ends here. */
    private static final int MAX_DIRECTORIES = 8;

    private ExifThumbnail() {}

    /**
     * The block with everything behind its first directory blanked and unlinked, shorter where the thumbnail was its
     * end; the same bytes when there is none. A broken block comes back without what was read of its thumbnail.
     */
    static byte[] removed(byte[] exif) {
        try {
            FileBytes bytes = new FileBytes(exif, false);
            TiffDirectory first = new TiffDirectory(bytes);
            long next = first.next();
            if (next == 0) {
                return exif;
            }
            byte[] cleaned = exif.clone();
            blank(cleaned, first.nextPosition(), 4);
            int end = exif.length;
            for (int i = 0; i < MAX_DIRECTORIES && next != 0; i++) {
                TiffDirectory directory = first.at(next);
                end = Math.min(end, blankPicture(cleaned, directory));
                blank(cleaned, next, 2 + 12L * directory.entries() + 4);
                next = directory.next();
            }
            return Arrays.copyOf(cleaned, end);
        } catch (FileBytes.BeyondEnd e) {
            return exif;
        }
    }

    /** Returns where the block can end now. */
    private static int blankPicture(byte[] block, TiffDirectory directory) {
        int end = block.length;
        if (directory.has(JPEG_OFFSET)) {
            end = blank(block, directory.value(JPEG_OFFSET, 0, 0), directory.value(JPEG_LENGTH, 0, 0));
        }
        long strips = Math.min(directory.count(TiffDirectory.STRIP_OFFSETS), 1 << 12);
        for (long i = 0; i < strips; i++) {
            blank(
                    block,
                    directory.value(TiffDirectory.STRIP_OFFSETS, i, 0),
                    directory.value(TiffDirectory.STRIP_BYTE_COUNTS, i, 0));
        }
        return end;
    }

    /** Returns the start when what was blanked reaches the end, else the end. The header is never touched. */
    private static int blank(byte[] block, long from, long length) {
        int start = (int) Math.max(8, Math.min(block.length, from));
        int end = (int) Math.max(start, Math.min(block.length, from + length));
        Arrays.fill(block, start, end, (byte) 0);
        // A pad byte may follow.
        return end >= block.length - 1 ? start : block.length;
    }
}

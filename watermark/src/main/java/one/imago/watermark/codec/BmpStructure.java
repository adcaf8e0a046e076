package one.imago.watermark.codec;

import one.imago.node.picture.PictureRejected;

/** Reads the headers of a Windows bitmap. */
final class BmpStructure {
    private static final int FILE_HEADER = 14;
    private static final int OS2_HEADER = 12;

    private BmpStructure() {}

    /** "BM" alone also begins some texts. */
    static boolean looksLikeBmp(byte[] file) {
        if (file.length < FILE_HEADER + 4) {
            return file.length < FILE_HEADER;
        }
        long header = new FileBytes(file, true).u32(FILE_HEADER);
        return header == OS2_HEADER || (header >= 40 && header <= 124);
    }

    static PictureHeader inspect(byte[] file, PictureInspector inspector) throws PictureRejected {
        FileBytes bytes = new FileBytes(file, true);
        long dataOffset = bytes.u32(10);
        boolean os2 = bytes.u32(FILE_HEADER) == OS2_HEADER;
        long width = os2 ? bytes.u16(18) : (int) bytes.u32(18);
        // Negative: the first row is the top one.
        long height = os2 ? bytes.u16(20) : Math.abs((long) (int) bytes.u32(22));
        int bits = bytes.u16(os2 ? 24 : 28);
        long compression = os2 ? 0 : bytes.u32(30);
        inspector.checkSize(PictureFormat.BMP, width, height);
        if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
            throw Rejections.damaged(PictureFormat.BMP, bits + " bits a pixel");
        }
        long rowBytes = (width * bits + 31) / 32 * 4;
        boolean runLength = compression == 1 || compression == 2;
        if (dataOffset >= file.length || (!runLength && dataOffset + rowBytes * height > file.length)) {
            throw new FileBytes.BeyondEnd();
        }
        return new PictureHeader(PictureFormat.BMP, (int) width, (int) height, 8, bits > 8 ? 3 : 1, 1);
    }
}

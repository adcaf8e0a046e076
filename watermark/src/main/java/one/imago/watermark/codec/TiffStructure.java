package one.imago.watermark.codec;

import one.imago.node.picture.PictureRejected;

/** Reads the first directory of a TIFF file: its size, its samples, and whether all of its data is there. */
final class TiffStructure {
    private static final int MAX_STRIPS = 1 << 20;

    private TiffStructure() {}

    static PictureHeader inspect(byte[] file, PictureInspector inspector) throws PictureRejected {
        FileBytes bytes = new FileBytes(file, false);
        TiffDirectory directory = new TiffDirectory(bytes);
        if (directory.has(TiffDirectory.DNG_VERSION)
                || (directory.value(TiffDirectory.NEW_SUBFILE_TYPE, 0, 0) & 1) == 1
                || bytes.matches(8, "CR")) {
            // Its first directory is a thumbnail; registering that would be a trap.
            throw Rejections.unsupported("a camera raw file");
        }
        long width = directory.value(TiffDirectory.IMAGE_WIDTH, 0, 0);
        long height = directory.value(TiffDirectory.IMAGE_LENGTH, 0, 0);
        inspector.checkSize(PictureFormat.TIFF, width, height);
        int bits = (int) directory.value(TiffDirectory.BITS_PER_SAMPLE, 0, 1);
        int channels = (int) directory.value(TiffDirectory.SAMPLES_PER_PIXEL, 0, 1);
        if (directory.value(TiffDirectory.SAMPLE_FORMAT, 0, 1) != 1
                || !(bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16)
                || channels < 1
                || channels > 4) {
            throw Rejections.unsupported("a TIFF picture of " + channels + " channels of " + bits
                    + " bits (whole numbers of up to 16 bits in up to 4 channels work)");
        }
        boolean tiled = directory.has(TiffDirectory.TILE_OFFSETS);
        checkData(
                file.length,
                directory,
                tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS,
                tiled ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS);
        long orientation = directory.value(TiffDirectory.ORIENTATION, 0, 1);
        return new PictureHeader(
                PictureFormat.TIFF,
                (int) width,
                (int) height,
                bits,
                channels,
                orientation >= 1 && orientation <= 8 ? (int) orientation : 1);
    }

    private static void checkData(int fileLength, TiffDirectory directory, int offsets, int counts)
            throws PictureRejected {
        long strips = directory.count(offsets);
        if (strips < 1 || strips > MAX_STRIPS) {
            throw Rejections.damaged(PictureFormat.TIFF, "it has " + strips + " strips");
        }
        for (long i = 0; i < strips; i++) {
            if (directory.value(offsets, i, 0) + directory.value(counts, i, 0) > fileLength) {
                throw new FileBytes.BeyondEnd();
            }
        }
    }
}

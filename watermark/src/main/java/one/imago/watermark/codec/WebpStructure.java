package one.imago.watermark.codec;

import one.imago.node.picture.PictureRejected;

/** Walks the chunks of a WebP file (RFC 9649). */
final class WebpStructure {
    private static final int ANIMATION = 0x02;

    private WebpStructure() {}

    static PictureHeader inspect(byte[] file, PictureInspector inspector) throws PictureRejected {
        FileBytes bytes = new FileBytes(file, true);
        long end = 8 + bytes.u32(4);
        if (end > file.length) {
            throw new FileBytes.BeyondEnd();
        }
        int width = 0;
        int height = 0;
        int channels = 3;
        int orientation = 1;
        long at = 12;
        while (at + 8 <= end) {
            long length = bytes.u32(at + 4);
            if (at + 8 + length > end) {
                throw new FileBytes.BeyondEnd();
            }
            long data = at + 8;
            if (bytes.matches(at, "VP8X")) {
                if ((bytes.u8(data) & ANIMATION) != 0) {
                    throw Rejections.unsupported("an animated WebP picture");
                }
                long canvasWidth = 1 + u24(bytes, data + 4);
                long canvasHeight = 1 + u24(bytes, data + 7);
                inspector.checkSize(PictureFormat.WEBP, canvasWidth, canvasHeight);
            } else if (bytes.matches(at, "VP8 ") && width == 0) {
                if (bytes.u8(data + 3) != 0x9d || bytes.u8(data + 4) != 0x01 || bytes.u8(data + 5) != 0x2a) {
                    throw damaged("no key frame");
                }
                width = bytes.u16(data + 6) & 0x3fff;
                height = bytes.u16(data + 8) & 0x3fff;
            } else if (bytes.matches(at, "VP8L") && width == 0) {
                if (bytes.u8(data) != 0x2f) {
                    throw damaged("no lossless signature");
                }
                long bits = bytes.u32(data + 1);
                width = 1 + (int) (bits & 0x3fff);
                height = 1 + (int) ((bits >> 14) & 0x3fff);
                channels = ((bits >> 28) & 1) == 1 ? 4 : 3;
            } else if (bytes.matches(at, "ALPH")) {
                channels = 4;
            } else if (bytes.matches(at, "EXIF")) {
                // Some writers repeat the JPEG prefix.
                long skip = bytes.matches(data, "Exif\0\0") ? 6 : 0;
                orientation = TiffDirectory.orientation(
                        new FileBytes(file, (int) (data + skip), (int) (data + length), false));
            }
            at = data + length + (length & 1);
        }
        if (width == 0) {
            throw damaged("it holds no picture data");
        }
        inspector.checkSize(PictureFormat.WEBP, width, height);
        return new PictureHeader(PictureFormat.WEBP, width, height, 8, channels, orientation);
    }

    private static long u24(FileBytes bytes, long at) {
        return bytes.u16(at) | ((long) bytes.u8(at + 2) << 16);
    }

    private static PictureRejected damaged(String what) {
        return Rejections.damaged(PictureFormat.WEBP, what);
    }
}

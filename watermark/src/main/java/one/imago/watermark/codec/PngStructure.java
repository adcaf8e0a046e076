package one.imago.watermark.codec;

import java.util.zip.CRC32;
import one.imago.node.picture.PictureRejected;

/** Walks the chunks of a PNG file (ISO/IEC 15948) from IHDR to IEND and checks each one's CRC. */
final class PngStructure {
    private PngStructure() {}

    static PictureHeader inspect(byte[] file, PictureInspector inspector) throws PictureRejected {
        FileBytes bytes = new FileBytes(file, false);
        bytes.u8(15);
        if (!bytes.matches(12, "IHDR") || bytes.u32(8) != 13) {
            throw damaged("it does not begin with IHDR");
        }
        long width = bytes.u32(16);
        long height = bytes.u32(20);
        int bitDepth = bytes.u8(24);
        int channels = switch (bytes.u8(25)) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw damaged("colour type " + bytes.u8(25));
        };
        inspector.checkSize(PictureFormat.PNG, width, height);
        int orientation = 1;
        boolean data = false;
        CRC32 crc = new CRC32();
        long at = 8;
        while (true) {
            long length = bytes.u32(at);
            if (at + 12 + length > file.length) {
                throw new FileBytes.BeyondEnd();
            }
            crc.reset();
            crc.update(file, (int) at + 4, (int) length + 4);
            if (crc.getValue() != bytes.u32(at + 8 + length)) {
                throw damaged("the checksum of a chunk at byte " + at + " is wrong");
            }
            if (bytes.matches(at + 4, "IDAT")) {
                data = true;
            } else if (bytes.matches(at + 4, "eXIf")) {
                orientation =
                        TiffDirectory.orientation(new FileBytes(file, (int) at + 8, (int) (at + 8 + length), false));
            } else if (bytes.matches(at + 4, "IEND")) {
                break;
            }
            at += 12 + length;
        }
        if (!data) {
            throw damaged("it holds no picture data");
        }
        return new PictureHeader(PictureFormat.PNG, (int) width, (int) height, bitDepth, channels, orientation);
    }

    private static PictureRejected damaged(String what) {
        return Rejections.damaged(PictureFormat.PNG, what);
    }
}

package one.imago.watermark.codec;

import one.imago.node.picture.PictureRejected;

/** Walks the segments of a JPEG file (ITU-T T.81 annex B) from SOI to EOI. */
final class JpegStructure {
    /** A progressive picture needs some ten scans; hundreds are there to burn time. */
    private static final int MAX_SCANS = 100;

    /** What a file's segments say, beside its header. */
    record Details(PictureHeader header, boolean progressive, boolean adobe) {}

    private JpegStructure() {}

    static PictureHeader inspect(byte[] file, PictureInspector inspector) throws PictureRejected {
        return details(file, inspector).header();
    }

    static Details details(byte[] file, PictureInspector inspector) throws PictureRejected {
        FileBytes bytes = new FileBytes(file, false);
        int at = 2;
        int width = 0;
        int height = 0;
        int components = 0;
        int orientation = 1;
        int scans = 0;
        boolean progressive = false;
        boolean adobe = false;
        while (true) {
            if (bytes.u8(at) != 0xff) {
                throw Rejections.damaged(PictureFormat.JPEG, "no marker at byte " + at);
            }
            int marker = bytes.u8(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == 0xd9) {
                if (scans == 0) {
                    throw Rejections.damaged(PictureFormat.JPEG, "it holds no picture data");
                }
                return new Details(
                        new PictureHeader(PictureFormat.JPEG, width, height, 8, components, orientation),
                        progressive,
                        adobe);
            }
            int length = bytes.u16(at + 2);
            if (length < 2) {
                throw Rejections.damaged(PictureFormat.JPEG, "a segment of length " + length);
            }
            if ((long) at + 2 + length > file.length) {
                throw new FileBytes.BeyondEnd();
            }
            if (isFrame(marker)) {
                if (components != 0) {
                    throw Rejections.damaged(PictureFormat.JPEG, "it has two frames");
                }
                progressive = marker == 0xc2;
                height = bytes.u16(at + 5);
                width = bytes.u16(at + 7);
                components = frameComponents(bytes, at, marker);
                inspector.checkSize(PictureFormat.JPEG, width, height);
            } else if (marker == 0xe1 && bytes.matches(at + 4, "Exif\0\0") && orientation == 1) {
                orientation = TiffDirectory.orientation(new FileBytes(file, at + 10, at + 2 + length, false));
            } else if (marker == 0xee && bytes.matches(at + 4, "Adobe")) {
                adobe = true;
            }
            at += 2 + length;
            if (marker == 0xda) {
                if (components == 0 || ++scans > MAX_SCANS) {
                    throw Rejections.damaged(
                            PictureFormat.JPEG, components == 0 ? "a scan before its frame" : "too many scans");
                }
                at = endOfScan(file, at);
            }
        }
    }

    private static boolean isFrame(int marker) {
        // C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning) stand among the frame markers.
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static int frameComponents(FileBytes bytes, int at, int marker) throws PictureRejected {
        if (marker > 0xc2) {
            throw Rejections.unsupported("a lossless, hierarchical or arithmetic-coded JPEG picture");
        }
        int precision = bytes.u8(at + 4);
        if (precision != 8) {
            throw Rejections.unsupported("a JPEG picture of " + precision + " bits a sample");
        }
        int components = bytes.u8(at + 9);
        if (components != 1 && components != 3 && components != 4) {
            throw Rejections.unsupported("a JPEG picture of " + components + " components");
        }
        return components;
    }

    /** The next marker that is neither a stuffed byte nor a restart. */
    private static int endOfScan(byte[] file, int from) {
        for (int i = from; i + 1 < file.length; i++) {
            if (file[i] == (byte) 0xff) {
                int next = file[i + 1] & 0xff;
                if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                    return i;
                }
            }
        }
        throw new FileBytes.BeyondEnd();
    }
}

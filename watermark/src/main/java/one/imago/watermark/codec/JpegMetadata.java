package one.imago.watermark.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Metadata segments of JPEG files. */
final class JpegMetadata {
    private static final String EXIF = "Exif\0\0";
    private static final String PROFILE = "ICC_PROFILE\0";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;
    private static final int MAX_SEGMENT = 65533;

    private JpegMetadata() {}

    static PictureMetadata of(byte[] file, PictureHeader header) {
        FileBytes bytes = new FileBytes(file, false);
        boolean inks = header.channels() == 4;
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        byte[] exif = null;
        byte[] xmp = null;
        for (int at = 2; bytes.u8(at + 1) != 0xda; ) {
            int marker = bytes.u8(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            int end = at + 2 + bytes.u16(at + 2);
            if (bytes.matches(at + 4, PROFILE) && marker == APP2) {
                // Segments of one profile come in order. A profile of inks would be wrong for the samples made of them.
                if (!inks) {
                    profile.writeBytes(bytes.copy(at + 4L + PROFILE.length() + 2, end));
                    parts.add(bytes.copy(at, end));
                }
            } else if (kept(bytes, at, marker)) {
                parts.add(bytes.copy(at, end));
                if (marker == APP1 && bytes.matches(at + 4, EXIF) && exif == null) {
                    exif = bytes.copy(at + 4L + EXIF.length(), end);
                } else if (marker == APP1 && bytes.matches(at + 4, XMP)) {
                    xmp = bytes.copy(at + 4L + XMP.length(), end);
                }
            }
            at = end;
        }
        return new PictureMetadata(exif, profile.size() == 0 ? null : profile.toByteArray(), xmp, parts);
    }

    /**
     * Not the segments that describe how the samples were compressed (JFXX thumbnail, Adobe transform), nor an index of
     * further pictures behind this one, which are not written again.
     */
    private static boolean kept(FileBytes bytes, int at, int marker) {
        if (marker == APP0) {
            return bytes.matches(at + 4, "JFIF\0");
        }
        if (marker == APP2) {
            return !bytes.matches(at + 4, "MPF\0");
        }
        return marker == COMMENT || (marker >= APP1 && marker <= APP15 && marker != APP14);
    }

    /** Puts segments behind the start of a freshly encoded file; a JFIF segment of the source replaces the encoder's. */
    static byte[] insert(byte[] encoded, PictureMetadata metadata) {
        List<byte[]> parts = metadata.parts().isEmpty() ? converted(metadata) : metadata.parts();
        int body = 2;
        FileBytes bytes = new FileBytes(encoded, false);
        if (bytes.u8(3) == APP0) {
            body = 4 + bytes.u16(4);
        }
        boolean ownDensity = parts.stream().anyMatch(part -> (part[1] & 0xff) == APP0);
        ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length + (1 << 16));
        out.write(encoded, 0, ownDensity ? 2 : body);
        parts.stream().filter(part -> (part[1] & 0xff) == APP0).limit(1).forEach(out::writeBytes);
        parts.stream().filter(part -> (part[1] & 0xff) != APP0).forEach(out::writeBytes);
        out.write(encoded, body, encoded.length - body);
        return out.toByteArray();
    }

    private static List<byte[]> converted(PictureMetadata metadata) {
        List<byte[]> parts = new ArrayList<>();
        byte[] exif = metadata.exif();
        if (exif != null && exif.length + EXIF.length() + 2 <= MAX_SEGMENT) {
            parts.add(segment(APP1, ascii(EXIF), exif));
        }
        byte[] xmp = metadata.xmp();
        if (xmp != null && xmp.length + XMP.length() + 2 <= MAX_SEGMENT) {
            parts.add(segment(APP1, ascii(XMP), xmp));
        }
        byte[] profile = metadata.profile();
        if (profile != null) {
            int room = MAX_SEGMENT - PROFILE.length() - 4;
            int count = (profile.length + room - 1) / room;
            for (int i = 0; i < count && count < 256; i++) {
                byte[] piece = Arrays.copyOfRange(profile, i * room, Math.min(profile.length, (i + 1) * room));
                parts.add(segment(APP2, ascii(PROFILE), new byte[] {(byte) (i + 1), (byte) count}, piece));
            }
        }
        return parts;
    }

    private static byte[] segment(int marker, byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length =
                2 + Arrays.stream(contents).mapToInt(content -> content.length).sum();
        out.write(0xff);
        out.write(marker);
        out.write(length >> 8);
        out.write(length);
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}

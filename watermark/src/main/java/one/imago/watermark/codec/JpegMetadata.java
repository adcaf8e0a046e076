package one.imago.watermark.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Metadata segments of JPEG files. */
final class JpegMetadata {
    static final String EXIF = "Exif\0\0";
    static final String PROFILE = "ICC_PROFILE\0";
    static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    static final String EXTENDED_XMP = "http://ns.adobe.com/xmp/extension/\0";
    static final String RESOURCES = "Photoshop 3.0\0";
    private static final int APP0 = 0xe0;
    static final int APP1 = 0xe1;
    static final int APP2 = 0xe2;
    static final int APP13 = 0xed;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    static final int COMMENT = 0xfe;
    private static final int MAX_SEGMENT = 65533;

    private JpegMetadata() {}

    static PictureMetadata of(byte[] file, PictureHeader header) {
        FileBytes bytes = new FileBytes(file, false);
        boolean inks = header.channels() == 4;
        JpegSegments segments = new JpegSegments();
        for (int at = 2; bytes.u8(at + 1) != 0xda; ) {
            int marker = bytes.u8(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            int end = at + 2 + bytes.u16(at + 2);
            // A profile of inks would be wrong for the samples made of them.
            if (kept(bytes, at, marker) && !(inks && marker == APP2 && bytes.matches(at + 4, PROFILE))) {
                segments.add(marker, bytes.copy(at, end));
            }
            at = end;
        }
        return segments.metadata();
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
        if (xmp != null) {
            parts.addAll(xmp(xmp));
        }
        byte[] resources = metadata.resources();
        if (resources != null) {
            parts.addAll(resources(resources));
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
        for (byte[] comment : metadata.comments()) {
            parts.add(segment(COMMENT, Arrays.copyOf(comment, Math.min(comment.length, MAX_SEGMENT - 2))));
        }
        return parts;
    }

    /** A packet as one segment, or as an extension when it is too long for that. */
    static List<byte[]> xmp(byte[] packet) {
        return packet.length + XMP.length() + 2 <= MAX_SEGMENT
                ? List.of(segment(APP1, ascii(XMP), packet))
                : xmp(XmpPacket.announcing(packet), packet);
    }

    /** A main packet and its extension in pieces. */
    static List<byte[]> xmp(byte[] main, byte[] extension) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(segment(APP1, ascii(XMP), main));
        byte[] name = ascii(XmpPacket.name(extension));
        int room = MAX_SEGMENT - EXTENDED_XMP.length() - 64;
        for (int from = 0; from < extension.length; from += room) {
            byte[] place =
                    ByteBuffer.allocate(8).putInt(extension.length).putInt(from).array();
            byte[] piece = Arrays.copyOfRange(extension, from, Math.min(extension.length, from + room));
            parts.add(segment(APP1, ascii(EXTENDED_XMP), name, place, piece));
        }
        return parts;
    }

    /** Resource blocks in pieces, which readers join. */
    static List<byte[]> resources(byte[] resources) {
        List<byte[]> parts = new ArrayList<>();
        int room = MAX_SEGMENT - RESOURCES.length() - 2;
        for (int from = 0; from < resources.length; from += room) {
            byte[] piece = Arrays.copyOfRange(resources, from, Math.min(resources.length, from + room));
            parts.add(segment(APP13, ascii(RESOURCES), piece));
        }
        return parts;
    }

    static byte[] exif(byte[] exif) {
        return segment(APP1, ascii(EXIF), exif);
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

package one.imago.watermark.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Metadata chunks of PNG files. */
final class PngMetadata {
    private static final Set<String> COPIED =
            Set.of("cICP", "iCCP", "sRGB", "gAMA", "cHRM", "pHYs", "tIME", "eXIf", "iTXt", "tEXt", "zTXt");
    /** Where colour goes from gray to three channels, a profile of gray would be wrong. */
    private static final Set<String> COLOUR = Set.of("cICP", "iCCP", "gAMA", "cHRM");

    private static final String XMP = "XML:com.adobe.xmp\0";
    private static final String COMMENT = "Comment\0";
    private static final int FIRST_CHUNK = 8;
    private static final int AFTER_IHDR = 33;
    private static final int MAX_INFLATED = 4 << 20;

    private PngMetadata() {}

    static PictureMetadata of(byte[] file) {
        FileBytes bytes = new FileBytes(file, false);
        // Colour type 4 is decoded to colour with alpha.
        boolean grayAlpha = bytes.u8(25) == 4;
        List<byte[]> parts = new ArrayList<>();
        List<byte[]> comments = new ArrayList<>();
        byte[] exif = null;
        byte[] profile = null;
        byte[] xmp = null;
        for (long at = FIRST_CHUNK; !bytes.matches(at + 4, "IEND"); at += 12 + bytes.u32(at)) {
            long data = at + 8;
            long end = data + bytes.u32(at);
            String type = new String(bytes.copy(at + 4, data), StandardCharsets.ISO_8859_1);
            if (!COPIED.contains(type) || (grayAlpha && COLOUR.contains(type))) {
                continue;
            }
            byte[] part = bytes.copy(at, end + 4);
            switch (type) {
                case "eXIf" -> {
                    exif = ExifThumbnail.removed(bytes.copy(data, end));
                    part = chunk(type, exif);
                }
                case "iCCP" -> profile = inflateProfile(bytes.copy(data, end));
                case "iTXt" -> {
                    byte[] packet = bytes.matches(data, XMP) ? plainText(bytes.copy(data, end)) : null;
                    if (packet != null) {
                        xmp = XmpPacket.withoutThumbnails(packet);
                        part = XmpPacket.hasThumbnails(packet) ? xmpChunk(xmp) : part;
                    }
                }
                case "tEXt" -> {
                    if (bytes.matches(data, COMMENT)) {
                        comments.add(bytes.copy(data + COMMENT.length(), end));
                    }
                }
                default -> {
                    // copied, not understood
                }
            }
            parts.add(part);
        }
        return new PictureMetadata(exif, profile, xmp, null, comments, parts);
    }

    static byte[] insert(byte[] encoded, PictureMetadata metadata) {
        List<byte[]> parts = metadata.parts().isEmpty() ? converted(metadata) : metadata.parts();
        ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length + (1 << 16));
        out.write(encoded, 0, AFTER_IHDR);
        parts.forEach(out::writeBytes);
        out.write(encoded, AFTER_IHDR, encoded.length - AFTER_IHDR);
        return out.toByteArray();
    }

    private static List<byte[]> converted(PictureMetadata metadata) {
        List<byte[]> parts = new ArrayList<>();
        byte[] profile = metadata.profile();
        if (profile != null) {
            parts.add(chunk("iCCP", joined("icc\0\0".getBytes(StandardCharsets.US_ASCII), deflated(profile))));
        }
        byte[] exif = metadata.exif();
        if (exif != null) {
            parts.add(chunk("eXIf", exif));
        }
        byte[] xmp = metadata.xmp();
        if (xmp != null) {
            parts.add(xmpChunk(xmp));
        }
        byte[] resources = metadata.resources();
        if (resources != null) {
            parts.add(resourcesChunk(resources));
        }
        for (byte[] comment : metadata.comments()) {
            parts.add(chunk("tEXt", joined(COMMENT.getBytes(StandardCharsets.US_ASCII), comment)));
        }
        return parts;
    }

    /** Not compressed, no language, no translated keyword. */
    private static byte[] xmpChunk(byte[] packet) {
        return chunk("iTXt", joined((XMP + "\0\0\0\0").getBytes(StandardCharsets.US_ASCII), packet));
    }

    /** As ImageMagick began and others read it: PNG itself has no place for IPTC. */
    private static byte[] resourcesChunk(byte[] resources) {
        StringBuilder text = new StringBuilder("\niptc\n").append(String.format(Locale.ROOT, "%8d", resources.length));
        HexFormat hex = HexFormat.of();
        for (int from = 0; from < resources.length; from += 36) {
            text.append('\n').append(hex.formatHex(resources, from, Math.min(resources.length, from + 36)));
        }
        byte[] packed = deflated(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        return chunk("zTXt", joined("Raw profile type iptc\0\0".getBytes(StandardCharsets.US_ASCII), packed));
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    /** Name, zero, method 0, then the deflated profile. */
    private static byte @Nullable [] inflateProfile(byte[] data) {
        int name = 0;
        while (name < data.length && data[name] != 0) {
            name++;
        }
        return name + 2 >= data.length ? null : inflated(data, name + 2);
    }

    private static byte @Nullable [] inflated(byte[] data, int from) {
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(data, from, data.length - from))) {
            byte[] inflated = in.readNBytes(MAX_INFLATED + 1);
            return inflated.length > MAX_INFLATED ? null : inflated;
        } catch (IOException e) {
            return null;
        }
    }

    /** The text of an international text chunk. */
    private static byte @Nullable [] plainText(byte[] data) {
        int at = XMP.length();
        if (data.length < at + 4) {
            return null;
        }
        boolean compressed = data[at] != 0;
        at += 2;
        for (int strings = 0; strings < 2; strings++) {
            while (at < data.length && data[at] != 0) {
                at++;
            }
            at++;
        }
        if (at > data.length) {
            return null;
        }
        return compressed ? inflated(data, at) : Arrays.copyOfRange(data, at, data.length);
    }
}

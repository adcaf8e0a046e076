package one.imago.watermark.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    private static final int FIRST_CHUNK = 8;
    private static final int AFTER_IHDR = 33;
    private static final int MAX_PROFILE = 4 << 20;

    private PngMetadata() {}

    static PictureMetadata of(byte[] file) {
        FileBytes bytes = new FileBytes(file, false);
        // Colour type 4 is decoded to colour with alpha.
        boolean grayAlpha = bytes.u8(25) == 4;
        List<byte[]> parts = new ArrayList<>();
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
            parts.add(bytes.copy(at, end + 4));
            switch (type) {
                case "eXIf" -> exif = bytes.copy(data, end);
                case "iCCP" -> profile = inflateProfile(bytes.copy(data, end));
                case "iTXt" -> xmp = bytes.matches(data, XMP) ? plainText(bytes.copy(data, end)) : xmp;
                default -> {
                    // copied, not understood
                }
            }
        }
        return new PictureMetadata(exif, profile, xmp, parts);
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
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            data.writeBytes("icc\0\0".getBytes(StandardCharsets.US_ASCII));
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
                deflater.write(profile);
            } catch (IOException e) {
                throw new IllegalStateException("memory does not fail to be written", e);
            }
            parts.add(chunk("iCCP", data.toByteArray()));
        }
        byte[] exif = metadata.exif();
        if (exif != null) {
            parts.add(chunk("eXIf", exif));
        }
        byte[] xmp = metadata.xmp();
        if (xmp != null) {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            // not compressed, no language, no translated keyword
            data.writeBytes((XMP + "\0\0\0\0").getBytes(StandardCharsets.US_ASCII));
            data.writeBytes(xmp);
            parts.add(chunk("iTXt", data.toByteArray()));
        }
        return parts;
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
        if (name + 2 >= data.length) {
            return null;
        }
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(data, name + 2, data.length - name - 2))) {
            byte[] profile = in.readNBytes(MAX_PROFILE + 1);
            return profile.length > MAX_PROFILE ? null : profile;
        } catch (IOException e) {
            return null;
        }
    }

    /** The text of an international text chunk that is not compressed, as XMP is written. */
    private static byte @Nullable [] plainText(byte[] data) {
        int at = XMP.length();
        if (data.length < at + 4 || data[at] != 0) {
            return null;
        }
        at += 2;
        for (int strings = 0; strings < 2; strings++) {
            while (at < data.length && data[at] != 0) {
                at++;
            }
            at++;
        }
        return at > data.length ? null : java.util.Arrays.copyOfRange(data, at, data.length);
    }
}

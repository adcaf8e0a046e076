package one.imago.watermark.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metadata chunks of WebP files. They need the extended form of the file. */
final class WebpMetadata {
    private static final int FLAG_PROFILE = 0x20;
    private static final int FLAG_ALPHA = 0x10;
    private static final int FLAG_EXIF = 0x08;
    private static final int FLAG_XMP = 0x04;

    private WebpMetadata() {}

    static PictureMetadata of(byte[] file) {
        byte[] exif = chunk(file, "EXIF");
        if (exif != null && new FileBytes(exif, true).matches(0, "Exif\0\0")) {
            exif = new FileBytes(exif, true).copy(6, exif.length);
        }
        byte[] xmp = chunk(file, "XMP ");
        return new PictureMetadata(
                exif == null ? null : ExifThumbnail.removed(exif),
                chunk(file, "ICCP"),
                xmp == null ? null : XmpPacket.withoutThumbnails(xmp),
                null,
                List.of(),
                List.of());
    }

    static boolean lossless(byte[] file) {
        return chunk(file, "VP8L") != null;
    }

    static byte[] insert(byte[] encoded, PictureMetadata metadata) {
        byte[] exif = metadata.exif();
        byte[] profile = metadata.profile();
        byte[] xmp = metadata.xmp();
        if (exif == null && profile == null && xmp == null) {
            return encoded;
        }
        FileBytes bytes = new FileBytes(encoded, true);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int alpha = 0;
        int width = 0;
        int height = 0;
        for (long at = 12; at + 8 <= encoded.length; ) {
            long length = bytes.u32(at + 4);
            long end = Math.min(encoded.length, at + 8 + length + (length & 1));
            if (bytes.matches(at, "VP8X")) {
                alpha = bytes.u8(at + 8) & FLAG_ALPHA;
                width = 1 + bytes.u16(at + 12) + (bytes.u8(at + 14) << 16);
                height = 1 + bytes.u16(at + 15) + (bytes.u8(at + 17) << 16);
            } else {
                if (bytes.matches(at, "VP8L") && width == 0) {
                    long bits = bytes.u32(at + 9);
                    width = 1 + (int) (bits & 0x3fff);
                    height = 1 + (int) ((bits >> 14) & 0x3fff);
                    alpha = ((bits >> 28) & 1) == 1 ? FLAG_ALPHA : 0;
                } else if (bytes.matches(at, "VP8 ") && width == 0) {
                    width = bytes.u16(at + 14) & 0x3fff;
                    height = bytes.u16(at + 16) & 0x3fff;
                }
                data.writeBytes(bytes.copy(at, end));
            }
            at = end;
        }
        int flags = alpha
                | (profile == null ? 0 : FLAG_PROFILE)
                | (exif == null ? 0 : FLAG_EXIF)
                | (xmp == null ? 0 : FLAG_XMP);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        write(body, "VP8X", extended(flags, width - 1, height - 1));
        write(body, "ICCP", profile);
        body.writeBytes(data.toByteArray());
        write(body, "EXIF", exif);
        write(body, "XMP ", xmp);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "RIFF", body.toByteArray());
        return out.toByteArray();
    }

    private static byte[] extended(int flags, int lastX, int lastY) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(flags)
                .putShort((short) lastX)
                .put((byte) (lastX >> 16))
                .putShort((short) lastY)
                .put((byte) (lastY >> 16))
                .array();
    }

    private static void write(ByteArrayOutputStream out, String type, byte @Nullable [] data) {
        if (data == null) {
            return;
        }
        out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .array());
        out.writeBytes(data);
        if ((data.length & 1) == 1) {
            out.write(0);
        }
    }

    private static byte @Nullable [] chunk(byte[] file, String type) {
        FileBytes bytes = new FileBytes(file, true);
        long end = Math.min(file.length, 8 + bytes.u32(4));
        for (long at = 12; at + 8 <= end; ) {
            long length = bytes.u32(at + 4);
            if (bytes.matches(at, type)) {
                return bytes.copy(at + 8, at + 8 + length);
            }
            at += 8 + length + (length & 1);
        }
        return null;
    }
}

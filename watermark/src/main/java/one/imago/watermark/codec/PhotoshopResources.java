package one.imago.watermark.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Photoshop's image resource blocks, in which IPTC travels. */
final class PhotoshopResources {
    private static final int IPTC = 0x404;
    private static final int THUMBNAIL = 0x40c;
    private static final int OLD_THUMBNAIL = 0x409;

    private PhotoshopResources() {}

    /** A block of IPTC alone. */
    static byte[] of(byte[] iptc) {
        return ByteBuffer.allocate(12 + iptc.length + (iptc.length & 1))
                .put("8BIM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) IPTC)
                .putShort((short) 0)
                .putInt(iptc.length)
                .put(iptc)
                .array();
    }

    /** Without pictures of the picture, which show it without its mark. What is broken is cut off. */
    static byte[] withoutThumbnails(byte[] resources) {
        FileBytes bytes = new FileBytes(resources, false);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try {
            for (long at = 0; at < resources.length; ) {
                int name = bytes.u8(at + 6);
                long size = at + 6 + name + 1 + ((name + 1) & 1);
                long length = bytes.u32(size);
                // The last one may go without its pad.
                long end = Math.min(resources.length, size + 4 + length + (length & 1));
                byte[] block = bytes.copy(at, end);
                int id = bytes.u16(at + 4);
                if (bytes.matches(at, "8BIM") && size + 4 + length <= resources.length) {
                    if (id != THUMBNAIL && id != OLD_THUMBNAIL) {
                        kept.writeBytes(block);
                    }
                } else {
                    break;
                }
                at = end;
            }
        } catch (FileBytes.BeyondEnd e) {
            // as far as it was whole
        }
        return kept.toByteArray();
    }
}

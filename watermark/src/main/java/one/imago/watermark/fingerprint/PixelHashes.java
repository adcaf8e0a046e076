package one.imago.watermark.fingerprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.PixelHash;
import one.imago.node.picture.Picture;

/** SHA-256 over a picture as shown, so that an edit of metadata or orientation alone is still an exact match. */
public final class PixelHashes {
    public static final int VERSION = 1;
    private static final byte[] DOMAIN = "imago/pixel-hash/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK_PIXELS = 1 << 14;

    private PixelHashes() {}

    /** Version 1: domain, width and height as 32-bit big-endian numbers, then red, green, blue of each pixel. */
    public static PixelHash of(Picture picture) {
        MessageDigest digest = Hash.digest();
        digest.update(DOMAIN);
        digest.update(ByteBuffer.allocate(8)
                .putInt(picture.width())
                .putInt(picture.height())
                .array());
        byte[] bgr = picture.bgr();
        byte[] rgb = new byte[3 * CHUNK_PIXELS];
        for (int at = 0; at < bgr.length; at += rgb.length) {
            int length = Math.min(rgb.length, bgr.length - at);
            for (int i = 0; i < length; i += 3) {
                rgb[i] = bgr[at + i + 2];
                rgb[i + 1] = bgr[at + i + 1];
                rgb[i + 2] = bgr[at + i];
            }
            digest.update(rgb, 0, length);
        }
        return new PixelHash(VERSION, Hash.of(digest.digest()));
    }
}

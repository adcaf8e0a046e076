package one.imago.watermark.codec;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import one.imago.node.picture.PictureRejected;

/**
 * JPEG pictures of four components, which printers use. They become RGB by ink arithmetic, without the press profile: the
 * colours are plausible, not those of a proof.
 *
 * <p>Adobe's programs store 255 for no ink and say so by an APP14 segment, whose last byte is 2 when the first three
 * components are YCbCr (of the inverted inks). Without that segment 255 is full ink.
 */
final class CmykJpeg {
    private static final int YCCK = 2;

    private CmykJpeg() {}

    /** A {@link DecodedFrame} of blue, green, red. */
    static byte[] decode(byte[] file, PictureHeader header) throws PictureRejected {
        int transform = adobeTransform(file);
        Raster inks = read(file);
        int width = inks.getWidth();
        int height = inks.getHeight();
        if (width != header.storedWidth() || height != header.storedHeight() || inks.getNumBands() != 4) {
            throw Rejections.damaged(PictureFormat.JPEG, "its size is not what its header says");
        }
        byte[] bgr = new byte[Math.addExact(Math.multiplyExact(3, width * height), DecodedFrame.TRAILER)];
        int[] row = new int[4 * width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            inks.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++, to += 3) {
                int c = row[4 * x];
                int m = row[4 * x + 1];
                int ye = row[4 * x + 2];
                int k = row[4 * x + 3];
                if (transform == YCCK) {
                    int luma = c;
                    int cb = m - 128;
                    int cr = ye - 128;
                    // JFIF's matrix in 16-bit fixed point gives RGB, whose complement libjpeg calls CMY.
                    c = 255 - clamp(luma + ((91881 * cr + 32768) >> 16));
                    m = 255 - clamp(luma - ((22554 * cb + 46802 * cr + 32768) >> 16));
                    ye = 255 - clamp(luma + ((116130 * cb + 32768) >> 16));
                }
                if (transform < 0) {
                    c = 255 - c;
                    m = 255 - m;
                    ye = 255 - ye;
                    k = 255 - k;
                }
                bgr[to] = (byte) ((ye * k + 127) / 255);
                bgr[to + 1] = (byte) ((m * k + 127) / 255);
                bgr[to + 2] = (byte) ((c * k + 127) / 255);
            }
        }
        return DecodedFrame.seal(bgr, 8, 3);
    }

    private static Raster read(byte[] file) throws PictureRejected {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            return reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            throw Rejections.damaged(PictureFormat.JPEG, "its data does not decode");
        } finally {
            reader.dispose();
        }
    }

    /** The transform byte of the APP14 segment, or -1 when there is none. */
    private static int adobeTransform(byte[] file) {
        FileBytes bytes = new FileBytes(file, false);
        for (int at = 2; bytes.u8(at + 1) != 0xda; at += bytes.u8(at + 1) == 0xff ? 1 : 2 + bytes.u16(at + 2)) {
            if (bytes.u8(at + 1) == 0xee && bytes.matches(at + 4, "Adobe")) {
                return bytes.u8(at + 15);
            }
        }
        return -1;
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}

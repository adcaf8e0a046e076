package one.imago.watermark.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import one.imago.node.picture.PictureRejected;

/**
 * Finds JPEG files whose data ends early although the end marker is there. The fast decoder fills the rest with one flat
 * colour and says nothing; so a picture whose last block is flat is read again by a decoder that warns.
 */
final class JpegEnd {
    private JpegEnd() {}

    static void check(byte[] file, byte[] samples, PictureHeader header, int channels) throws PictureRejected {
        if (!lastBlockIsFlat(samples, header.storedWidth(), header.storedHeight(), channels)) {
            return;
        }
        AtomicBoolean early = new AtomicBoolean();
        IIOReadWarningListener listener = (reader, warning) -> {
            if (warning.toLowerCase(Locale.ROOT).contains("premature")) {
                early.set(true);
            }
        };
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.addIIOReadWarningListener(listener);
            reader.setInput(in, true, true);
            reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            // This decoder is pickier about headers; the other one was content.
        } finally {
            reader.dispose();
        }
        if (early.get()) {
            throw Rejections.truncated(PictureFormat.JPEG, "its last part is missing");
        }
    }

    private static boolean lastBlockIsFlat(byte[] samples, int width, int height, int channels) {
        int last = (width * height - 1) * channels;
        for (int y = Math.max(0, height - 8); y < height; y++) {
            for (int x = Math.max(0, width - 8); x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    if (samples[(y * width + x) * channels + c] != samples[last + c]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}

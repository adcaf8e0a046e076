package one.imago.watermark.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.node.picture.PictureRejected;

/**
 * What the decoding child answers: samples, then a trailer of 12 bytes: kind (u32: 0 rejected, 8 or 16 = bits a sample),
 * channels (u32), zero (u32). The trailer is last so that OpenCV can write the samples where they are sent from. 16-bit
 * samples are little-endian. A rejection is its code, a line feed and its message in UTF-8.
 */
final class DecodedFrame {
    static final int DECODE = 1;
    static final int REJECTED = 0;
    /** A multiple of every number of channels, as OpenCV asks of the arrays it fills. */
    static final int TRAILER = 12;

    private DecodedFrame() {}

    /** Writes the trailer into the last bytes. */
    static byte[] seal(byte[] answer, int kind, int channels) {
        ByteBuffer.wrap(answer, answer.length - TRAILER, TRAILER)
                .putInt(kind)
                .putInt(channels)
                .putInt(0);
        return answer;
    }

    static byte[] ofWords(short[] samples, int channels) {
        byte[] answer = new byte[Math.addExact(Math.multiplyExact(2, samples.length), TRAILER)];
        ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
        return seal(answer, 16, channels);
    }

    /** Reads an answer of a child that may have been taken over: what it says must fit the header that we read. */
    static Raster read(byte[] answer, PictureHeader header) throws PictureRejected {
        if (answer.length < TRAILER) {
            throw broken(header);
        }
        int length = answer.length - TRAILER;
        ByteBuffer trailer = ByteBuffer.wrap(answer, length, TRAILER);
        int kind = trailer.getInt();
        int channels = trailer.getInt();
        if (kind == REJECTED) {
            throw rejection(new String(answer, 0, length, StandardCharsets.UTF_8), header);
        }
        long samples = (long) header.storedWidth() * header.storedHeight() * channels;
        if (!(channels == 1 || channels == 3 || channels == 4) || samples * (kind / 8) != length) {
            throw broken(header);
        }
        if (kind == 8) {
            return Raster.of8(header.storedWidth(), header.storedHeight(), channels, Arrays.copyOf(answer, length));
        }
        if (kind != 16) {
            throw broken(header);
        }
        short[] words = new short[length / 2];
        ByteBuffer.wrap(answer, 0, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(words);
        return Raster.of16(header.storedWidth(), header.storedHeight(), channels, words);
    }

    private static PictureRejected rejection(String text, PictureHeader header) {
        int line = text.indexOf('\n');
        return line < 0 ? broken(header) : new PictureRejected(text.substring(0, line), text.substring(line + 1));
    }

    private static PictureRejected broken(PictureHeader header) {
        return Rejections.damaged(header.format(), "its decoder failed");
    }
}

package one.imago.watermark.resolution;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small camera raw files, and files that only look like some. */
final class RawFiles {
    private static final int FIRST = 8;
    private static final int ENTRIES = 9;
    private static final int DIRECTORY_BYTES = 2 + 12 * ENTRIES + 4;
    private static final int DATA = FIRST + 2 * DIRECTORY_BYTES;

    private RawFiles() {}

    /** A DNG of one directory with a JPEG, and one with the sensor's samples behind it. */
    static byte[] dng(int width, int height, int sensorBytes, byte[] jpeg) {
        return file(width, height, 32803, 1, sensorBytes, jpeg);
    }

    /** A JPEG in the clothes of a DNG: colours where a sensor's samples should be. */
    static byte[] jpegInDisguise(int width, int height, byte[] jpeg) {
        return file(width, height, 34892, 3, width * height * 3, jpeg);
    }

    private static byte[] file(int width, int height, int photometric, int samples, int sensorBytes, byte[] jpeg) {
        ByteBuffer out = ByteBuffer.allocate(DATA + jpeg.length + sensorBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(FIRST);
        out.position(FIRST).putShort((short) ENTRIES);
        entry(out, 256, 64);
        entry(out, 257, 48);
        entry(out, 259, 7);
        entry(out, 262, 6);
        entry(out, 273, DATA);
        entry(out, 277, 3);
        entry(out, 279, jpeg.length);
        entry(out, 50706, 0x00000401);
        entry(out, 50740, 0);
        out.putInt(FIRST + DIRECTORY_BYTES);
        out.putShort((short) ENTRIES);
        entry(out, 256, width);
        entry(out, 257, height);
        entry(out, 258, 16);
        entry(out, 259, 1);
        entry(out, 262, photometric);
        entry(out, 273, DATA + jpeg.length);
        entry(out, 277, samples);
        entry(out, 279, sensorBytes);
        entry(out, 33421, 0x00020002);
        out.putInt(0);
        out.put(jpeg);
        return out.array();
    }

    private static void entry(ByteBuffer out, int tag, int value) {
        out.putShort((short) tag).putShort((short) 4).putInt(1).putInt(value);
    }
}

package one.imago.watermark.scene;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes EXIF blocks as a camera would, position and serial number included when asked for. */
public final class CameraTags {
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;

    private record Tag(int number, int type, int count, byte[] value) {}

    private CameraTags() {}

    /** A TIFF structure, big-endian, with an orientation of 1 to 8. */
    public static byte[] exif(int orientation) {
        return exif(orientation, false);
    }

    /** The same with a position and a serial number, which nobody wants in a public preview. */
    public static byte[] revealingExif(int orientation) {
        return exif(orientation, true);
    }

    /** Puts an EXIF block into a JPEG file, right behind its start. */
    public static byte[] intoJpeg(byte[] jpeg, byte[] exif) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xff);
        out.write(0xe1);
        out.write((exif.length + 8) >> 8);
        out.write(exif.length + 8);
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[] exif(int orientation, boolean revealing) {
        List<Tag> camera = new ArrayList<>(List.of(
                text(0x010f, "Imago"),
                text(0x0110, "Scene Renderer"),
                new Tag(0x0112, SHORT, 1, shorts(orientation)),
                text(0x0132, "2026:01:01 08:00:00")));
        List<Tag> exposure = new ArrayList<>(List.of(
                rational(0x829a, 1, 250),
                rational(0x829d, 8, 1),
                new Tag(0x8827, SHORT, 1, shorts(100)),
                text(0x9003, "2026:01:01 08:00:00"),
                rational(0x920a, 35, 1)));
        if (revealing) {
            exposure.add(text(0xa431, "SERIAL-4711"));
        }
        List<Tag> position = List.of(
                text(0x0001, "N"),
                new Tag(0x0002, RATIONAL, 3, longs(46, 1, 33, 1, 12, 1)),
                text(0x0003, "E"),
                new Tag(0x0004, RATIONAL, 3, longs(7, 1, 59, 1, 30, 1)));
        int exposureAt = 8 + length(camera) + 12 * (revealing ? 2 : 1);
        int positionAt = exposureAt + length(exposure);
        camera.add(new Tag(0x8769, LONG, 1, longs(exposureAt)));
        if (revealing) {
            camera.add(new Tag(0x8825, LONG, 1, longs(positionAt)));
        }
        ByteBuffer out = ByteBuffer.allocate(positionAt + (revealing ? length(position) : 0));
        out.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        write(out, camera);
        write(out, exposure);
        if (revealing) {
            write(out, position);
        }
        return out.array();
    }

    private static int length(List<Tag> tags) {
        return 6
                + tags.stream()
                        .mapToInt(tag -> 12 + (tag.value.length > 4 ? tag.value.length : 0))
                        .sum();
    }

    private static void write(ByteBuffer out, List<Tag> tags) {
        int values = out.position() + 6 + 12 * tags.size();
        out.putShort((short) tags.size());
        for (Tag tag : tags) {
            out.putShort((short) tag.number).putShort((short) tag.type).putInt(tag.count);
            if (tag.value.length <= 4) {
                out.put(tag.value).position(out.position() + 4 - tag.value.length);
            } else {
                out.putInt(values);
                values += tag.value.length;
            }
        }
        out.putInt(0);
        tags.stream().filter(tag -> tag.value.length > 4).forEach(tag -> out.put(tag.value));
    }

    private static Tag text(int number, String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.US_ASCII);
        return new Tag(number, ASCII, bytes.length, bytes);
    }

    private static Tag rational(int number, int numerator, int denominator) {
        return new Tag(number, RATIONAL, 1, longs(numerator, denominator));
    }

    private static byte[] shorts(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] longs(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}

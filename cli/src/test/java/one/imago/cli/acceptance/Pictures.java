package one.imago.cli.acceptance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures and things that are none, in a directory of the test's. */
final class Pictures {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;

    private final Path directory;

    Pictures(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** Different parts of one large scene, as PNG; each number is a picture of its own. */
    Path scene(int number) throws IOException {
        BufferedImage whole;
        try (InputStream in = Pictures.class.getResourceAsStream("/one/imago/cli/demo.jpg")) {
            whole = ImageIO.read(in);
        }
        int columns = whole.getWidth() / WIDTH;
        int x = number % columns * WIDTH;
        int y = number / columns * HEIGHT;
        Path file = directory.resolve("scene-" + number + ".png");
        ImageIO.write(whole.getSubimage(x, y, WIDTH, HEIGHT), "png", file.toFile());
        return file;
    }

    /** Saved again with loss. */
    Path jpeg(Path picture, int qualityPercent) throws IOException {
        BufferedImage decoded = ImageIO.read(picture.toFile());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        Path file = directory.resolve(picture.getFileName() + "-q" + qualityPercent + ".jpg");
        Files.deleteIfExists(file);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(qualityPercent / 100f);
            writer.write(null, new IIOImage(decoded, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return file;
    }

    Path truncatedJpeg() throws IOException {
        byte[] whole = Files.readAllBytes(jpeg(scene(0), 90));
        return file("truncated.jpg", java.util.Arrays.copyOf(whole, whole.length / 2));
    }

    Path text() throws IOException {
        return file("notes.jpg", "Dear diary, today I renamed a text file.\n".getBytes(StandardCharsets.UTF_8));
    }

    Path empty() throws IOException {
        return file("empty.jpg", new byte[0]);
    }

    Path gif() throws IOException {
        return file("moving.gif", "GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.ISO_8859_1));
    }

    Path avif() throws IOException {
        return file("new.avif", "\0\0\0\34ftypavif\0\0\0\0avifmif1miaf".getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A PNG of 20000 x 20000 pixels in a few bytes. */
    Path bomb() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(20_000)
                        .putInt(20_000)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        chunk(png, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
        chunk(png, "IEND", new byte[0]);
        return file("bomb.png", png.toByteArray());
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.write(ByteBuffer.allocate(4).putInt(data.length).array());
        png.write(name);
        png.write(data);
        png.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    Path file(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }
}

package one.imago.cli.demo;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A picture saved again with loss, by the Java platform's own JPEG coder: another one than the node's.
 *
 * @param before bytes of the file before
 * @param jpeg the damaged copy
 */
record DamagedCopy(long before, byte[] jpeg) {
    static DamagedCopy of(Path picture, int qualityPercent) throws IOException {
        BufferedImage decoded = ImageIO.read(picture.toFile());
        if (decoded == null) {
            throw new IOException("the Java platform cannot read " + picture.getFileName());
        }
        BufferedImage opaque = new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(decoded, 0, 0, null);
        graphics.dispose();
        return new DamagedCopy(Files.size(picture), encode(opaque, qualityPercent));
    }

    private static byte[] encode(BufferedImage picture, int qualityPercent) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(qualityPercent / 100f);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return jpeg.length + " bytes instead of " + before;
    }
}

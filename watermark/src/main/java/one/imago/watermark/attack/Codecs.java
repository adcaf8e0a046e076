package one.imago.watermark.attack;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Written with loss, and read again. */
final class Codecs {
    private Codecs() {}

    /** libjpeg-turbo, chroma halved both ways. */
    static Step jpeg(int quality) {
        return (picture, random) -> written(picture, ".jpg", Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    }

    static Step webp(int quality) {
        return (picture, random) -> written(picture, ".webp", Imgcodecs.IMWRITE_WEBP_QUALITY, quality);
    }

    /** The encoder of the Java platform, whose rounding and chroma filter are others. */
    static Step javaJpeg(int quality) {
        return (picture, random) -> {
            MatOfByte bytes = new MatOfByte(javaEncoded(picture, quality));
            try {
                return Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
            } finally {
                bytes.release();
            }
        };
    }

    /** Few colours, as a palette leaves: {@code 256 / step} levels a channel. */
    static Step posterise(int step) {
        return (picture, random) -> {
            Mat table = new Mat(1, 256, picture.depth());
            byte[] levels = new byte[256];
            for (int i = 0; i < 256; i++) {
                levels[i] = (byte) Math.min(255, i / step * step + step / 2);
            }
            table.put(0, 0, levels);
            Mat out = new Mat();
            Core.LUT(picture, table, out);
            table.release();
            return out;
        };
    }

    /** Colour at half the resolution and nothing lost in the luma, as video frames have it. */
    static Step halvedChroma() {
        return (picture, random) -> {
            Mat planes = new Mat();
            Mat out = new Mat();
            Mat even = new Mat();
            Core.copyMakeBorder(
                    picture, even, 0, picture.rows() % 2, 0, picture.cols() % 2, Core.BORDER_REPLICATE, new Scalar(0));
            Imgproc.cvtColor(even, planes, Imgproc.COLOR_BGR2YUV_I420);
            Imgproc.cvtColor(planes, out, Imgproc.COLOR_YUV2BGR_I420);
            planes.release();
            even.release();
            return out;
        };
    }

    private static Mat written(Mat picture, String extension, int... parameters) {
        MatOfByte bytes = new MatOfByte();
        MatOfInt flags = new MatOfInt(parameters);
        try {
            Imgcodecs.imencode(extension, picture, bytes, flags);
            return Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
        } finally {
            bytes.release();
            flags.release();
        }
    }

    private static byte[] javaEncoded(Mat picture, int quality) {
        BufferedImage image = new BufferedImage(picture.cols(), picture.rows(), BufferedImage.TYPE_3BYTE_BGR);
        picture.get(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}

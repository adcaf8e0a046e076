package one.imago.watermark.scene;

import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** OpenCV's encoders, for integration tests. */
public final class OpenCvEncoders {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    private OpenCvEncoders() {}

    /** JPEG by libjpeg-turbo, 4:2:0. */
    public static byte[] jpeg(Picture picture, int quality) {
        return encode(picture, ".jpg", Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    }

    /** Any file that OpenCV writes, in 8-bit colour. */
    public static byte[] encode(Picture picture, String extension, int... parameters) {
        Mat pixels = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        pixels.put(0, 0, picture.bgr());
        return encode(pixels, extension, parameters);
    }

    /** Any file that OpenCV writes. Releases the matrix. */
    public static byte[] encode(Mat pixels, String extension, int... parameters) {
        MatOfByte out = new MatOfByte();
        MatOfInt flags = new MatOfInt(parameters);
        Imgcodecs.imencode(extension, pixels, out, flags);
        byte[] bytes = out.toArray();
        pixels.release();
        out.release();
        flags.release();
        return bytes;
    }
}

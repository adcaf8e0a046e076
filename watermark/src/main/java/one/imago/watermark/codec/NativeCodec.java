package one.imago.watermark.codec;

import one.imago.node.picture.PictureRejected;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** OpenCV's decoders and encoders. The library is unpacked and loaded when first used. Thread-safe. */
final class NativeCodec {
    static {
        NativeLibrary.load();
        // The node has threads of its own; one picture is one thread's work.
        Core.setNumThreads(1);
    }

    private NativeCodec() {}

    /** Loads the library now rather than at the first picture. */
    static void load() {
        // the static initialiser did it
    }

    /** Decodes an inspected file to its samples as stored, whatever its orientation tag says. */
    static Raster decode(byte[] file, PictureHeader header) throws PictureRejected {
        return DecodedFrame.read(decodeFrame(file, header), header);
    }

    /** The same as a {@link DecodedFrame}. */
    static byte[] decodeFrame(byte[] file, PictureHeader header) throws PictureRejected {
        if (header.format() == PictureFormat.JPEG && header.channels() == 4) {
            return CmykJpeg.decode(file, header);
        }
        byte[] upright = header.format() == PictureFormat.TIFF ? TiffDirectory.upright(file) : file;
        // The fourth byte of a 32-bit bitmap is reserved, not alpha.
        int flags = header.format() == PictureFormat.BMP ? Imgcodecs.IMREAD_COLOR : Imgcodecs.IMREAD_UNCHANGED;
        MatOfByte encoded = new MatOfByte(upright);
        Mat pixels = new Mat();
        try {
            pixels = Imgcodecs.imdecode(encoded, flags);
            if (pixels.empty()) {
                throw Rejections.damaged(header.format(), "its data does not decode");
            }
            if (pixels.cols() != header.storedWidth() || pixels.rows() != header.storedHeight()) {
                throw Rejections.damaged(header.format(), "its size is not what its header says");
            }
            byte[] answer = frame(pixels, header);
            if (header.format() == PictureFormat.JPEG) {
                JpegEnd.check(file, answer, header, pixels.channels());
            }
            return answer;
        } catch (CvException e) {
            throw Rejections.damaged(header.format(), "its data does not decode");
        } finally {
            encoded.release();
            pixels.release();
        }
    }

    static byte[] encode(Raster raster, String extension, int... parameters) {
        Mat pixels = mat(raster);
        MatOfByte encoded = new MatOfByte();
        MatOfInt flags = new MatOfInt(parameters);
        try {
            if (!Imgcodecs.imencode(extension, pixels, encoded, flags)) {
                throw new IllegalStateException("the picture could not be encoded as " + extension);
            }
            return encoded.toArray();
        } finally {
            pixels.release();
            encoded.release();
            flags.release();
        }
    }

    /** Scales down by area averaging; returns the same raster when it is small enough already. */
    static Raster shrink(Raster raster, int longSide) {
        int longest = Math.max(raster.width(), raster.height());
        if (longest <= longSide) {
            return raster;
        }
        Mat from = mat(raster);
        Mat to = new Mat();
        try {
            double scale = (double) longSide / longest;
            Size size = new Size(
                    Math.max(1, Math.round(raster.width() * scale)), Math.max(1, Math.round(raster.height() * scale)));
            Imgproc.resize(from, to, size, 0, 0, Imgproc.INTER_AREA);
            byte[] samples = new byte[to.rows() * to.cols() * raster.channels()];
            to.get(0, 0, samples);
            return Raster.of8(to.cols(), to.rows(), raster.channels(), samples);
        } finally {
            from.release();
            to.release();
        }
    }

    private static Mat mat(Raster raster) {
        boolean bytes = raster.bitDepth() == 8;
        Mat mat = new Mat(
                raster.height(),
                raster.width(),
                CvType.makeType(bytes ? CvType.CV_8U : CvType.CV_16U, raster.channels()));
        if (bytes) {
            mat.put(0, 0, raster.samples8());
        } else {
            mat.put(0, 0, raster.samples16());
        }
        return mat;
    }

    private static byte[] frame(Mat pixels, PictureHeader header) throws PictureRejected {
        int channels = pixels.channels();
        int samples = Math.multiplyExact(Math.multiplyExact(pixels.rows(), pixels.cols()), channels);
        if (channels == 1 || channels == 3 || channels == 4) {
            if (pixels.depth() == CvType.CV_8U) {
                byte[] answer = new byte[Math.addExact(samples, DecodedFrame.TRAILER)];
                pixels.get(0, 0, answer);
                return DecodedFrame.seal(answer, 8, channels);
            }
            if (pixels.depth() == CvType.CV_16U) {
                short[] words = new short[samples];
                pixels.get(0, 0, words);
                return DecodedFrame.ofWords(words, channels);
            }
        }
        throw Rejections.unsupported("a " + header.format() + " picture with " + channels + " channels of this depth");
    }
}

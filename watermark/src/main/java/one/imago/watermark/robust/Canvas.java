package one.imago.watermark.robust;

import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.Raster;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Samples of a picture seen as luma, 0 to 255, as it is shown: alpha over white. Reads only. */
final class Canvas {
    static final float BLUE = 0.114f;
    static final float GREEN = 0.587f;
    static final float RED = 0.299f;

    static {
        LocalPictureDecoder.loadLibrary();
    }

    private final Raster raster;

    Canvas(Raster raster) {
        this.raster = raster;
    }

    static Canvas of(Picture picture) {
        return new Canvas(Raster.of8(picture.width(), picture.height(), 3, picture.bgr()));
    }

    int width() {
        return raster.width();
    }

    int height() {
        return raster.height();
    }

    /** The luma of some rows as one channel of floats; to be released by the caller. */
    Mat luma(int from, int rows) {
        Mat luma = new Mat(rows, width(), CvType.CV_32F);
        float[] row = new float[width()];
        for (int y = 0; y < rows; y++) {
            if (raster.bitDepth() == 8) {
                row8(from + y, row);
            } else {
                row16(from + y, row);
            }
            luma.put(y, 0, row);
        }
        return luma;
    }

    private void row8(int y, float[] to) {
        byte[] samples = raster.samples8();
        int channels = raster.channels();
        int at = y * to.length * channels;
        if (channels == 1) {
            for (int x = 0; x < to.length; x++) {
                to[x] = samples[at + x] & 0xff;
            }
            return;
        }
        for (int x = 0; x < to.length; x++, at += channels) {
            float luma =
                    BLUE * (samples[at] & 0xff) + GREEN * (samples[at + 1] & 0xff) + RED * (samples[at + 2] & 0xff);
            to[x] = channels == 3 ? luma : shown(luma, (samples[at + 3] & 0xff) / 255f);
        }
    }

    private void row16(int y, float[] to) {
        short[] samples = raster.samples16();
        int channels = raster.channels();
        int at = y * to.length * channels;
        for (int x = 0; x < to.length; x++, at += channels) {
            float luma = channels == 1
                    ? samples[at] & 0xffff
                    : BLUE * (samples[at] & 0xffff)
                            + GREEN * (samples[at + 1] & 0xffff)
                            + RED * (samples[at + 2] & 0xffff);
            luma /= 257;
            to[x] = channels < 4 ? luma : shown(luma, (samples[at + 3] & 0xffff) / 65535f);
        }
    }

    private static float shown(float luma, float alpha) {
        return luma * alpha + 255 * (1 - alpha);
    }
}

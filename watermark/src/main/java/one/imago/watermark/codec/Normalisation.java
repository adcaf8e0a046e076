package one.imago.watermark.codec;

import one.imago.node.picture.Picture;

/** The one way from stored samples to the 8-bit colour picture that fingerprints are taken of (docs/protocol). */
final class Normalisation {
    private Normalisation() {}

    static Picture of(Raster stored, int orientation) {
        Raster raster = Orientation.upright(colour8(stored), orientation);
        return new Picture(raster.width(), raster.height(), raster.samples8());
    }

    /** For encoders without alpha or 16 bits: gray stays gray. */
    static Raster opaque8(Raster raster) {
        return raster.channels() == 1 ? bytes(raster) : colour8(raster);
    }

    /** The same channels in 8 bits, rounded. */
    static Raster bytes(Raster raster) {
        if (raster.bitDepth() == 8) {
            return raster;
        }
        short[] wide = raster.samples16();
        byte[] samples = new byte[wide.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (((wide[i] & 0xffff) + 128) / 257);
        }
        return Raster.of8(raster.width(), raster.height(), raster.channels(), samples);
    }

    private static Raster colour8(Raster raster) {
        int channels = raster.channels();
        if (raster.bitDepth() == 8 && channels == 3) {
            return raster;
        }
        int pixels = raster.width() * raster.height();
        byte[] bgr = new byte[Math.multiplyExact(pixels, 3)];
        boolean wide = raster.bitDepth() == 16;
        byte[] samples8 = wide ? new byte[0] : raster.samples8();
        short[] samples16 = wide ? raster.samples16() : new short[0];
        int max = wide ? 65535 : 255;
        for (int i = 0; i < pixels; i++) {
            long alpha = max;
            if (channels == 4) {
                alpha = wide ? samples16[4 * i + 3] & 0xffff : samples8[4 * i + 3] & 0xff;
            }
            for (int c = 0; c < 3; c++) {
                int at = channels == 1 ? i : channels * i + c;
                long value = wide ? samples16[at] & 0xffff : samples8[at] & 0xff;
                if (alpha != max) {
                    value = (value * alpha + max * (max - alpha) + max / 2) / max;
                }
                bgr[3 * i + c] = (byte) (wide ? (value + 128) / 257 : value);
            }
        }
        return Raster.of8(raster.width(), raster.height(), 3, bgr);
    }
}

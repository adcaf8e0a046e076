package one.imago.watermark.codec;

import org.opencv.imgcodecs.Imgcodecs;

/**
 * How a JPEG file was compressed, as far as an encoder can be told to do the same.
 *
 * @param quality in libjpeg's scale, at least 90
 * @param sampling OpenCV's number for the chroma sampling
 */
record JpegCompression(int quality, int sampling) {
    private static final int LEAST_QUALITY = 90;

    /** For pictures that were not JPEG before. */
    static final JpegCompression CONVERTED = new JpegCompression(98, Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444);

    /** Sum of the 64 luma steps of ITU-T T.81 table K.1, which libjpeg scales. */
    private static final int STANDARD_SUM = 3688;

    static JpegCompression of(byte[] file) {
        FileBytes bytes = new FileBytes(file, false);
        int quality = 95;
        int sampling = Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420;
        for (int at = 2; bytes.u8(at + 1) != 0xda; at += bytes.u8(at + 1) == 0xff ? 1 : 2 + bytes.u16(at + 2)) {
            int marker = bytes.u8(at + 1);
            if (marker == 0xdb) {
                quality = lumaQuality(bytes, at, quality);
            } else if (marker >= 0xc0 && marker <= 0xc2 && bytes.u8(at + 9) == 3) {
                sampling = sampling(bytes.u8(at + 11), bytes.u8(at + 14), bytes.u8(at + 17));
            }
        }
        return new JpegCompression(Math.max(LEAST_QUALITY, quality), sampling);
    }

    /** The quality whose scaled standard table has the same sum as table 0, when this segment holds that. */
    private static int lumaQuality(FileBytes bytes, int segment, int otherwise) {
        int end = segment + 2 + bytes.u16(segment + 2);
        for (int at = segment + 4; at < end; ) {
            int kind = bytes.u8(at++);
            int size = kind >> 4 == 0 ? 1 : 2;
            if ((kind & 15) == 0) {
                int sum = 0;
                for (int i = 0; i < 64; i++) {
                    sum += size == 1 ? bytes.u8(at + i) : bytes.u16(at + 2L * i);
                }
                // libjpeg scales by 200 - 2 q percent for q of 50 and more; below that the least quality rules.
                return (int) Math.max(1, Math.min(100, Math.round(100 - 50.0 * sum / STANDARD_SUM)));
            }
            at += 64 * size;
        }
        return otherwise;
    }

    private static int sampling(int luma, int first, int second) {
        if (first != 0x11 || second != 0x11) {
            return Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
        }
        return switch (luma) {
            case 0x11 -> Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
            case 0x21 -> Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_422;
            case 0x12 -> Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_440;
            case 0x41 -> Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_411;
            default -> Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420;
        };
    }
}

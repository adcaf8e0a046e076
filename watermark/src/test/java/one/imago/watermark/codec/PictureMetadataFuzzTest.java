package one.imago.watermark.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import one.imago.node.picture.PictureRejected;

/** Whatever a file's metadata is, it crosses into every format that is written, and no thumbnail does. */
class PictureMetadataFuzzTest {
    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 1_000_000);
    private static final byte[] EMPTY_JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xda, 0, 2};
    private static final byte[] EMPTY_PNG =
            PngFiles.of(PngFiles.header(1, 1, 8, 0), PngFiles.chunk("IDAT", new byte[0]));
    private static final byte[] EMPTY_WEBP = {
        'R', 'I', 'F', 'F', 18, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 5, 0, 0, 0, 0x2f, 0, 0, 0, 0, 0
    };

    @FuzzTest
    void everyFilesMetadataCrossesIntoEveryFormat(byte[] file) {
        PictureMetadata metadata;
        try {
            PictureHeader header = new PictureInspector(LIMITS).inspect(file);
            metadata = PictureMetadata.of(file, header);
        } catch (PictureRejected e) {
            return;
        }
        PictureMetadata converted = metadata.converted(false);
        check(PictureFormat.JPEG, JpegMetadata.insert(EMPTY_JPEG, converted));
        check(PictureFormat.PNG, PngMetadata.insert(EMPTY_PNG, converted));
        check(PictureFormat.WEBP, WebpMetadata.insert(EMPTY_WEBP, converted));
        JpegMetadata.insert(EMPTY_JPEG, metadata);
    }

    private static void check(PictureFormat format, byte[] written) {
        PictureMetadata back = PictureMetadata.of(written, new PictureHeader(format, 1, 1, 8, 3, 1));
        byte[] exif = back.exif();
        if (exif != null) {
            assertThat(ExifThumbnail.removed(exif)).isEqualTo(exif);
        }
    }
}

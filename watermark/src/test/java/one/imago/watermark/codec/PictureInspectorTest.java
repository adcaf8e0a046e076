package one.imago.watermark.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.scene.CameraTags;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureInspectorTest {
    private static final Picture SCENE = SceneRenderer.render(1, 64, 48);
    private static final byte[] JPEG = Encoders.javaJpeg(SCENE, 90);

    private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);

    @Test
    void readsTheHeaderOfAJpeg() throws PictureRejected {
        assertThat(inspector.inspect(JPEG)).isEqualTo(new PictureHeader(PictureFormat.JPEG, 64, 48, 8, 3, 1));
    }

    @Test
    void readsTheHeaderOfAPng() throws PictureRejected {
        assertThat(inspector.inspect(PngFiles.black(30, 20, 16, 6, 8)))
                .isEqualTo(new PictureHeader(PictureFormat.PNG, 30, 20, 16, 4, 1));
    }

    @Test
    void readsTheHeaderOfABitmapAndOfATiff() throws PictureRejected {
        assertThat(inspector.inspect(bitmap(5, -7))).isEqualTo(new PictureHeader(PictureFormat.BMP, 5, 7, 8, 3, 1));
        assertThat(inspector.inspect(tiff(9, 4, 6))).isEqualTo(new PictureHeader(PictureFormat.TIFF, 9, 4, 8, 1, 6));
    }

    @Test
    void readsTheHeaderOfALosslessWebp() throws PictureRejected {
        assertThat(inspector.inspect(webp("VP8L", lossless(300, 200))))
                .isEqualTo(new PictureHeader(PictureFormat.WEBP, 300, 200, 8, 3, 1));
    }

    @Test
    void readsTheOrientationAndTurnsTheSize() throws PictureRejected {
        PictureHeader header = inspector.inspect(CameraTags.intoJpeg(JPEG, CameraTags.exif(6)));
        assertThat(header.orientation()).isEqualTo(6);
        assertThat(header.width()).isEqualTo(48);
        assertThat(header.height()).isEqualTo(64);
        byte[] png = PngFiles.with(PngFiles.black(8, 8, 8, 2, 3), PngFiles.chunk("eXIf", CameraTags.exif(3)));
        assertThat(inspector.inspect(png).orientation()).isEqualTo(3);
    }

    @Test
    void brokenExifMeansUpright() throws PictureRejected {
        byte[] exif = CameraTags.exif(6);
        assertThat(inspector
                        .inspect(CameraTags.intoJpeg(JPEG, Arrays.copyOf(exif, 30)))
                        .orientation())
                .isEqualTo(1);
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(codeOf(new byte[0])).isEqualTo("picture-empty");
    }

    @Test
    void refusesTextAndNamesTheFormatsThatWork() {
        PictureRejected rejected = rejected("hello, I am no picture\n".getBytes(StandardCharsets.UTF_8));
        assertThat(rejected.code()).isEqualTo("picture-not-a-picture");
        assertThat(rejected).hasMessageContaining("it is text").hasMessageContaining("JPEG, PNG, WebP, TIFF and BMP");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.2, 0.5, 0.9, 0.999})
    void refusesATruncatedJpeg(double part) {
        assertThat(codeOf(Arrays.copyOf(JPEG, (int) (JPEG.length * part)))).isEqualTo("picture-truncated");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.95})
    void refusesATruncatedPng(double part) {
        byte[] png = Encoders.javaPng(SCENE);
        assertThat(codeOf(Arrays.copyOf(png, (int) (png.length * part)))).isEqualTo("picture-truncated");
    }

    @Test
    void refusesTruncatedFilesOfTheOtherFormats() {
        byte[] webp = webp("VP8L", lossless(300, 200));
        assertThat(codeOf(Arrays.copyOf(webp, webp.length - 1))).isEqualTo("picture-truncated");
        byte[] bitmap = bitmap(5, 7);
        assertThat(codeOf(Arrays.copyOf(bitmap, bitmap.length - 1))).isEqualTo("picture-truncated");
        byte[] tiff = tiff(9, 4, 1);
        // The last four bytes only say where a next picture would be.
        assertThat(codeOf(Arrays.copyOf(tiff, tiff.length - 5))).isEqualTo("picture-truncated");
    }

    @Test
    void refusesAPngWithAFlippedBit() {
        byte[] png = PngFiles.black(30, 20, 8, 2, 3);
        png[png.length - 20] ^= 1;
        assertThat(codeOf(png)).isEqualTo("picture-damaged");
    }

    @Test
    void refusesABombByItsHeader() {
        PictureRejected rejected = rejected(PngFiles.of(PngFiles.header(20_000, 20_000, 8, 2)));
        assertThat(rejected.code()).isEqualTo("picture-too-large");
        assertThat(rejected).hasMessageContaining("20000 x 20000").hasMessageContaining("400.0 megapixels");
    }

    @Test
    void refusesSizesWhoseProductOverflows() {
        assertThat(codeOf(PngFiles.of(PngFiles.header(-1, -1, 8, 2)))).isEqualTo("picture-too-large");
        assertThat(codeOf(PngFiles.of(PngFiles.header(0, 5, 8, 2)))).isEqualTo("picture-damaged");
        assertThat(codeOf(bitmap(Integer.MAX_VALUE, Integer.MIN_VALUE))).isEqualTo("picture-too-large");
    }

    @Test
    void refusesAFileOverTheLimit() {
        PictureInspector small = new PictureInspector(new PictureLimits(100, 1000));
        PictureRejected rejected = catchThrowableOfType(PictureRejected.class, () -> small.inspect(new byte[101]));
        assertThat(rejected.code()).isEqualTo("picture-too-large");
    }

    @Test
    void saysWhichFormatIsNotRead() {
        assertThat(rejected("GIF89a......".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("a GIF picture")
                .hasMessageContaining(PictureFormat.READ);
        assertThat(rejected(isoMedia("avif"))).hasMessageContaining("an AVIF picture");
        assertThat(rejected(isoMedia("heic"))).hasMessageContaining("a HEIC picture");
        assertThat(codeOf(isoMedia("avif"))).isEqualTo("picture-format-unsupported");
        assertThat(codeOf("GIF87a".getBytes(StandardCharsets.US_ASCII))).isEqualTo("picture-format-unsupported");
    }

    @Test
    void refusesAnAnimatedWebp() {
        byte[] extended = new byte[10];
        extended[0] = 2;
        assertThat(rejected(webp("VP8X", extended))).hasMessageContaining("animated");
    }

    @Test
    void refusesAJpegThatBurnsTimeInScans() {
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 2, 0};
        byte[] bomb = Arrays.copyOf(JPEG, JPEG.length - 2 + 200 * scan.length);
        for (int i = 0; i < 200; i++) {
            System.arraycopy(scan, 0, bomb, JPEG.length - 2 + i * scan.length, scan.length);
        }
        assertThat(rejected(bomb)).hasMessageContaining("too many scans");
    }

    private String codeOf(byte[] file) {
        return rejected(file).code();
    }

    private PictureRejected rejected(byte[] file) {
        return catchThrowableOfType(PictureRejected.class, () -> inspector.inspect(file));
    }

    private static byte[] isoMedia(String brand) {
        return ("\0\0\0 ftyp" + brand + "\0\0\0\0mif1miaf").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] webp(String type, byte[] data) {
        return ByteBuffer.allocate(20 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + data.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] lossless(int width, int height) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x2f)
                .putInt((width - 1) | ((height - 1) << 14))
                .array();
    }

    private static byte[] bitmap(int width, int height) {
        int data = 0;
        if (Math.abs((long) height) < 1000) {
            data = (3 * width + 3) / 4 * 4 * Math.abs(height);
        }
        return ByteBuffer.allocate(54 + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(54 + data)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .position(0)
                .array();
    }

    private static byte[] tiff(int width, int height, int orientation) {
        int[][] tags = {
            {256, width},
            {257, height},
            {258, 8},
            {259, 1},
            {262, 1},
            {273, 8},
            {274, orientation},
            {279, width * height}
        };
        ByteBuffer out = ByteBuffer.allocate(8 + width * height + 2 + 12 * tags.length + 4);
        out.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8 + width * height);
        out.position(8 + width * height);
        out.putShort((short) tags.length);
        for (int[] tag : tags) {
            out.putShort((short) tag[0])
                    .putShort((short) 3)
                    .putInt(1)
                    .putShort((short) tag[1])
                    .putShort((short) 0);
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}

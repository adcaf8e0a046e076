package one.imago.watermark.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.Point;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.fingerprint.PixelHashes;
import one.imago.watermark.scene.CameraTags;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.OpenCvEncoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

class PictureCodecIT {
    private static final Picture SCENE = SceneRenderer.render(2, 96, 64);
    private static final byte[] JPEG = OpenCvEncoders.jpeg(SCENE, 93);

    private final LocalPictureDecoder decoder = new LocalPictureDecoder(PictureLimits.DEFAULT);

    @Test
    void readsTheSamePixelsFromEveryLosslessFormat() throws PictureRejected {
        for (String extension : List.of(".png", ".tiff", ".bmp")) {
            assertThat(decoder.read(OpenCvEncoders.encode(SCENE, extension)).bgr())
                    .as(extension)
                    .isEqualTo(SCENE.bgr());
        }
        byte[] webp = OpenCvEncoders.encode(SCENE, ".webp", Imgcodecs.IMWRITE_WEBP_QUALITY, 101);
        assertThat(decoder.read(webp).bgr()).isEqualTo(SCENE.bgr());
    }

    @Test
    void keepsSixteenBitsOfPngAndTiff() throws PictureRejected {
        for (String extension : List.of(".png", ".tiff")) {
            Mat wide = new Mat(2, 2, CvType.CV_16UC3);
            wide.put(0, 0, new short[] {1, 2, 3, 256, 257, 258, -1, -2, -3, 0, 128, 129});
            DecodedPicture decoded = decoder.decode(OpenCvEncoders.encode(wide, extension));
            assertThat(decoded.raster().samples16())
                    .containsExactly(
                            (short) 1,
                            (short) 2,
                            (short) 3,
                            (short) 256,
                            (short) 257,
                            (short) 258,
                            (short) -1,
                            (short) -2,
                            (short) -3,
                            (short) 0,
                            (short) 128,
                            (short) 129);
            // 65535 is 255, 129 is 1 and 128 is 0: 257 wide levels to a narrow one, rounded.
            assertThat(decoded.picture().bgr()).containsExactly(0, 0, 0, 1, 1, 1, -1, -1, -1, 0, 0, 1);
        }
    }

    @Test
    void laysAlphaOverWhite() throws PictureRejected {
        Mat alpha = new Mat(1, 3, CvType.CV_8UC4);
        alpha.put(0, 0, new byte[] {10, 20, 30, -1, 10, 20, 30, 0, 0, 0, 0, -128});
        Picture picture = decoder.read(OpenCvEncoders.encode(alpha, ".png"));
        assertThat(picture.bgr()).containsExactly(10, 20, 30, -1, -1, -1, 127, 127, 127);
    }

    @Test
    void turnsAllEightOrientationsUpright() throws PictureRejected {
        Picture upright = decoder.read(OpenCvEncoders.encode(SCENE, ".png"));
        for (int orientation = 1; orientation <= 8; orientation++) {
            Raster shown = Raster.of8(upright.width(), upright.height(), 3, upright.bgr());
            Raster stored = Orientation.stored(shown, orientation);
            byte[] png = OpenCvEncoders.encode(new Picture(stored.width(), stored.height(), stored.samples8()), ".png");
            byte[] tagged = PngFiles.with(png, PngFiles.chunk("eXIf", CameraTags.exif(orientation)));
            assertThat(PixelHashes.of(decoder.read(tagged)))
                    .as("orientation %d", orientation)
                    .isEqualTo(PixelHashes.of(upright));
        }
        // Six, the usual portrait: what is stored at the left edge's foot is shown at the top left.
        Raster tall = Orientation.upright(Raster.of8(2, 2, 1, new byte[] {1, 2, 3, 4}), 6);
        assertThat(tall.samples8()).containsExactly(3, 1, 4, 2);
    }

    @Test
    void turnsInksIntoLight() throws Exception {
        // Ink levels without Adobe's marker: no ink is white, cyan alone takes red away, black is black.
        byte[] inks = inkJpeg(new int[][] {{0, 0, 0, 0}, {255, 0, 0, 0}, {0, 0, 0, 255}});
        assertThat(decoder.decode(inks).header().channels()).isEqualTo(4);
        byte[] bgr = decoder.read(inks).bgr();
        assertNear(bgr, 0, 255, 255, 255);
        assertNear(bgr, 3 * 16, 255, 255, 0);
        assertNear(bgr, 3 * 32, 0, 0, 0);
        // With it, the same numbers mean the opposite.
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] inverted = decoder.read(splice(inks, adobe)).bgr();
        assertNear(inverted, 0, 0, 0, 0);
        assertNear(inverted, 3 * 16, 0, 0, 0);
    }

    @Test
    void noticesAJpegWhoseEndMarkerCameTooEarly() {
        byte[] cut = Arrays.copyOf(JPEG, JPEG.length / 2);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;
        assertThat(codeOf(decoder, cut)).isEqualTo("picture-truncated");
    }

    @Test
    void keepsAJpegsMetadataAndCompression() throws Exception {
        byte[] xmp = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>".getBytes(StandardCharsets.US_ASCII);
        byte[] profile = "ICC_PROFILE\0\1\1not really a profile".getBytes(StandardCharsets.US_ASCII);
        byte[] iptc = "Photoshop 3.0\0008BIM\4\4\0\0\0\0\0\4IPTC".getBytes(StandardCharsets.US_ASCII);
        byte[] source = splice(splice(splice(JPEG, app(0xe1, xmp)), app(0xe2, profile)), app(0xed, iptc));
        byte[] exif = CameraTags.revealingExif(6);
        source = CameraTags.intoJpeg(source, exif);
        DecodedPicture decoded = decoder.decode(source);
        byte[] written = PictureWriter.write(source, decoded.header(), decoded.raster(), PictureFormat.JPEG);
        assertThat(decoder.decode(written).header()).isEqualTo(decoded.header());
        PictureMetadata metadata = PictureMetadata.of(written, decoded.header());
        assertThat(metadata.exif()).isEqualTo(exif);
        assertThat(metadata.xmp()).isEqualTo("<x:xmpmeta/>".getBytes(StandardCharsets.US_ASCII));
        assertThat(metadata.profile()).isEqualTo("not really a profile".getBytes(StandardCharsets.US_ASCII));
        assertThat(text(written)).contains("Photoshop 3.0\0008BIM\4\4\0\0\0\0\0\4IPTC");
        assertThat(JpegCompression.of(written)).isEqualTo(JpegCompression.of(source));
        assertThat(JpegCompression.of(source).quality()).isCloseTo(93, within(1));
    }

    @Test
    void carriesMetadataFromFormatToFormat() throws PictureRejected {
        byte[] source = CameraTags.intoJpeg(
                splice(JPEG, app(0xe2, "ICC_PROFILE\0\1\1profile".getBytes(StandardCharsets.US_ASCII))),
                CameraTags.exif(6));
        DecodedPicture decoded = decoder.decode(source);
        for (PictureFormat target : List.of(PictureFormat.PNG, PictureFormat.WEBP)) {
            byte[] written = PictureWriter.write(source, decoded.header(), decoded.raster(), target);
            DecodedPicture again = decoder.decode(written);
            assertThat(again.header().width()).as("%s", target).isEqualTo(64);
            assertThat(again.header().orientation()).isEqualTo(1);
            PictureMetadata metadata = PictureMetadata.of(written, again.header());
            assertThat(metadata.exif()).isEqualTo(CameraTags.exif(1));
            assertThat(metadata.profile()).isEqualTo("profile".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void putsNothingButPixelsIntoAPreview() throws PictureRejected {
        byte[] source = CameraTags.intoJpeg(
                OpenCvEncoders.jpeg(SceneRenderer.render(1, 120, 80), 90), CameraTags.revealingExif(8));
        byte[] preview = PictureWriter.preview(decoder.read(source));
        assertThat(text(preview)).doesNotContain("Exif").doesNotContain("SERIAL-4711");
        assertThat(decoder.decode(preview).header()).isEqualTo(new PictureHeader(PictureFormat.JPEG, 80, 120, 8, 3, 1));
        Picture large = new Picture(3000, 1500, new byte[3 * 3000 * 1500]);
        PictureHeader header = decoder.decode(PictureWriter.preview(large)).header();
        assertThat(header.width()).isEqualTo(2048);
        assertThat(header.height()).isEqualTo(1024);
    }

    @Test
    void aChildDecodesTheSame() throws Exception {
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
        try (SandboxedPictureReader reader =
                new SandboxedPictureReader(new PictureLimits(4 << 20, 4_000_000), 1, watchdog)) {
            assertThat(reader.read(JPEG).bgr()).isEqualTo(decoder.read(JPEG).bgr());
            Mat wide = new Mat(2, 2, CvType.CV_16UC3);
            wide.put(0, 0, new short[] {1, 2, 3, 256, 257, 258, -1, -2, -3, 0, 128, 129});
            byte[] png = OpenCvEncoders.encode(wide, ".png");
            assertThat(reader.decode(png).raster().samples16())
                    .isEqualTo(decoder.decode(png).raster().samples16());
            byte[] cut = Arrays.copyOf(JPEG, JPEG.length / 2);
            assertThat(codeOf(reader, cut)).isEqualTo("picture-truncated");
            byte[] noData = PngFiles.of(PngFiles.header(50, 50, 8, 2), PngFiles.chunk("IDAT", new byte[] {1, 2, 3}));
            assertThat(codeOf(reader, noData)).isEqualTo("picture-damaged");
            assertThat(codeOf(reader, PngFiles.black(3000, 2000, 8, 2, 3))).isEqualTo("picture-too-large");
            // And it goes on afterwards.
            assertThat(reader.read(Encoders.javaPng(SCENE)).bgr()).isEqualTo(SCENE.bgr());
        } finally {
            watchdog.shutdownNow();
        }
    }

    private static String codeOf(PictureDecoder decoder, byte[] file) {
        return catchThrowableOfType(PictureRejected.class, () -> decoder.decode(file))
                .code();
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    private static void assertNear(byte[] bgr, int at, int blue, int green, int red) {
        assertThat(bgr[at] & 0xff).isCloseTo(blue, within(6));
        assertThat(bgr[at + 1] & 0xff).isCloseTo(green, within(6));
        assertThat(bgr[at + 2] & 0xff).isCloseTo(red, within(6));
    }

    private static byte[] app(int marker, byte[] data) {
        byte[] segment = new byte[4 + data.length];
        segment[0] = (byte) 0xff;
        segment[1] = (byte) marker;
        segment[2] = (byte) ((data.length + 2) >> 8);
        segment[3] = (byte) (data.length + 2);
        System.arraycopy(data, 0, segment, 4, data.length);
        return segment;
    }

    private static byte[] splice(byte[] jpeg, byte[] segment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(segment);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Four components as they are, in fields of 16 x 16 pixels side by side. */
    private static byte[] inkJpeg(int[][] fields) throws IOException {
        WritableRaster raster = java.awt.image.Raster.createInterleavedRaster(
                java.awt.image.DataBuffer.TYPE_BYTE, 16 * fields.length, 16, 4, new Point());
        for (int x = 0; x < raster.getWidth(); x++) {
            for (int y = 0; y < 16; y++) {
                raster.setPixel(x, y, fields[x / 16]);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}

package one.imago.watermark.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import one.imago.watermark.scene.CameraTags;
import org.junit.jupiter.api.Test;

class PictureMetadataTest {
    private static final String THUMBNAIL = "a jpeg of the picture without its mark";
    private static final PictureHeader JPEG = new PictureHeader(PictureFormat.JPEG, 8, 8, 8, 3, 1);
    private static final PictureHeader TIFF = new PictureHeader(PictureFormat.TIFF, 8, 8, 8, 3, 1);

    @Test
    void takesTheThumbnailOutOfExifAndNothingElse() {
        byte[] exif = exifWithThumbnail();
        byte[] cleaned = ExifThumbnail.removed(exif);
        assertThat(text(exif)).contains(THUMBNAIL);
        assertThat(text(cleaned)).doesNotContain(THUMBNAIL).contains("Imago");
        assertThat(cleaned.length).isLessThan(exif.length);
        assertThat(new TiffDirectory(new FileBytes(cleaned, false)).next()).isZero();
        assertThat(ExifThumbnail.removed(cleaned)).isEqualTo(cleaned);
        assertThat(ExifThumbnail.removed(CameraTags.revealingExif(6))).isEqualTo(CameraTags.revealingExif(6));
        PictureMetadata metadata = PictureMetadata.of(jpeg(segment(0xe1, "Exif\0\0", exif)), JPEG);
        assertThat(text(metadata.parts().get(0))).doesNotContain(THUMBNAIL).contains("Imago");
    }

    @Test
    void takesTheThumbnailOutOfPhotoshopsBlocksAndKeepsIptc() {
        byte[] iptc = PhotoshopResources.of(bytes("keywords"));
        byte[] resources = joined(resource(0x40c, THUMBNAIL), iptc, resource(0x409, THUMBNAIL));
        assertThat(PhotoshopResources.withoutThumbnails(resources)).isEqualTo(iptc);
        PictureMetadata metadata = PictureMetadata.of(jpeg(segment(0xed, "Photoshop 3.0\0", resources)), JPEG);
        assertThat(metadata.resources()).isEqualTo(iptc);
        assertThat(metadata.parts()).hasSize(1);
        assertThat(text(metadata.parts().get(0))).doesNotContain(THUMBNAIL).contains("keywords");
    }

    @Test
    void takesTheThumbnailOutOfXmp() {
        String packet =
                rdf("<xmp:Thumbnails><rdf:Alt>" + THUMBNAIL + "</rdf:Alt></xmp:Thumbnails><dc:title>Dawn</dc:title>");
        String cleaned = text(XmpPacket.withoutThumbnails(bytes(packet)));
        assertThat(cleaned).isEqualTo(rdf("<dc:title>Dawn</dc:title>"));
        assertThat(XmpPacket.withoutThumbnails(bytes("<xmp:Thumbnails>never ends")))
                .isEmpty();
    }

    @Test
    void joinsExtendedXmpAndSplitsItAgain() {
        byte[] extension = bytes(rdf("<dc:description>" + "word ".repeat(30_000) + "</dc:description>"));
        String main = rdf("<rdf:Description xmpNote:HasExtendedXMP=\"" + XmpPacket.name(extension) + "\"/>");
        ByteArrayOutputStream segments = new ByteArrayOutputStream();
        JpegMetadata.xmp(bytes(main), extension).forEach(segments::writeBytes);
        PictureMetadata metadata = PictureMetadata.of(jpeg(segments.toByteArray()), JPEG);
        assertThat(metadata.parts()).hasSize(4);
        assertThat(text(requireNonNull(metadata.xmp())))
                .contains("<dc:description>word word")
                .endsWith("</dc:description></rdf:RDF></x:xmpmeta>")
                .doesNotContain("HasExtendedXMP");
        // A packet as long as this goes into a JPEG file as an extension.
        byte[] written = JpegMetadata.insert(jpeg(), metadata.converted(false));
        PictureMetadata again = PictureMetadata.of(written, JPEG);
        assertThat(text(requireNonNull(again.xmp()))).contains("<dc:description>word word");
    }

    @Test
    void renamesAnExtensionThatLostAThumbnail() {
        byte[] extension = bytes(rdf("<xmp:Thumbnails>" + THUMBNAIL + "</xmp:Thumbnails><dc:title>Dawn</dc:title>"));
        String main = rdf("<rdf:Description xmpNote:HasExtendedXMP=\"" + XmpPacket.name(extension) + "\"/>");
        ByteArrayOutputStream segments = new ByteArrayOutputStream();
        JpegMetadata.xmp(bytes(main), extension).forEach(segments::writeBytes);
        PictureMetadata metadata = PictureMetadata.of(jpeg(segments.toByteArray()), JPEG);
        String rest = rdf("<dc:title>Dawn</dc:title>");
        assertThat(text(metadata.parts().get(0))).contains(XmpPacket.name(bytes(rest)));
        assertThat(text(metadata.parts().get(1))).contains(rest).doesNotContain(THUMBNAIL);
    }

    @Test
    void readsTheTagsOfTiffFiles() {
        byte[] tiff = tiff();
        PictureMetadata metadata = PictureMetadata.of(tiff, TIFF);
        assertThat(metadata.profile()).isEqualTo(bytes("a colour profile"));
        assertThat(metadata.xmp()).isEqualTo(bytes("<x:xmpmeta/>"));
        assertThat(metadata.resources()).isEqualTo(PhotoshopResources.of(bytes("iptc data")));
        TiffDirectory exif = new TiffDirectory(new FileBytes(requireNonNull(metadata.exif()), false));
        assertThat(exif.raw(0x10f)).isEqualTo(bytes("Imago\0"));
        assertThat(exif.value(TiffDirectory.ORIENTATION, 0, 0)).isEqualTo(6);
        assertThat(exif.has(TiffDirectory.IMAGE_WIDTH)).isFalse();
        TiffDirectory exposure = exif.at(exif.value(0x8769, 0, 0));
        assertThat(exposure.raw(0xa431)).isEqualTo(bytes("SERIAL-4711\0"));
        assertThat(exposure.has(0x927c)).isFalse();
        assertThat(TiffDirectory.orientation(
                        new FileBytes(requireNonNull(metadata.converted(false).exif()), false)))
                .isEqualTo(1);
    }

    @Test
    void carriesIptcAndCommentsToPng() {
        byte[] source = jpeg(joined(
                segment(0xed, "Photoshop 3.0\0", PhotoshopResources.of(bytes("keywords"))),
                segment(0xfe, "", bytes("taken at dawn\0"))));
        byte[] png = PngFiles.of(PngFiles.header(1, 1, 8, 0), PngFiles.chunk("IDAT", new byte[0]));
        byte[] written =
                PngMetadata.insert(png, PictureMetadata.of(source, JPEG).converted(false));
        assertThat(text(written)).contains("zTXtRaw profile type iptc\0\0").contains("tEXtComment\0taken at dawn");
        PictureMetadata back = PngMetadata.of(written);
        assertThat(text(back.comments().get(0))).isEqualTo("taken at dawn");
    }

    @Test
    void leavesProfilesBehindThatFitOtherSamples() {
        byte[] gray = bytes("0123456789abcdefGRAY");
        PictureMetadata metadata = new PictureMetadata(null, gray, null, null, List.of(), List.of());
        assertThat(metadata.converted(true).profile()).isEqualTo(gray);
        assertThat(metadata.converted(false).profile()).isNull();
    }

    /** Big-endian: make, then a second directory with a thumbnail at the end. */
    private static byte[] exifWithThumbnail() {
        int first = 8 + 2 + 12 + 4;
        int second = first + 6;
        int data = second + 2 + 24 + 4;
        return ByteBuffer.allocate(data + THUMBNAIL.length())
                .put(bytes("MM\0*"))
                .putInt(8)
                .putShort((short) 1)
                .put(entry(0x10f, 2, 6, first))
                .putInt(second)
                .put(bytes("Imago\0"))
                .putShort((short) 2)
                .put(entry(0x201, 4, 1, data))
                .put(entry(0x202, 4, 1, THUMBNAIL.length()))
                .putInt(0)
                .put(bytes(THUMBNAIL))
                .array();
    }

    private static byte[] tiff() {
        int tags = 8;
        int end = 8 + 2 + 12 * tags + 4;
        ByteBuffer head = ByteBuffer.allocate(end).put(bytes("MM\0*")).putInt(8).putShort((short) tags);
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        head.put(entry(256, 4, 1, 8));
        head.put(value(0x10f, 2, bytes("Imago\0"), end, values));
        head.put(entry(274, 3, 1, 6 << 16));
        head.put(value(700, 1, bytes("<x:xmpmeta/>"), end, values));
        head.put(value(33723, 7, bytes("iptc data"), end, values));
        int exposure = end + values.size();
        ByteBuffer directory = ByteBuffer.allocate(2 + 24 + 4).putShort((short) 2);
        directory.put(entry(0x927c, 7, 20, 0));
        directory.put(entry(0xa431, 2, 12, exposure + 30)).putInt(0);
        values.writeBytes(directory.array());
        values.writeBytes(bytes("SERIAL-4711\0"));
        head.put(value(34675, 7, bytes("a colour profile"), end, values));
        head.put(entry(0x8769, 4, 1, exposure));
        head.put(entry(0x10e, 2, 1 << 20, 1 << 24)).putInt(0);
        return joined(head.array(), values.toByteArray());
    }

    private static byte[] value(int tag, int type, byte[] data, int base, ByteArrayOutputStream values) {
        byte[] entry = entry(tag, type, data.length, base + values.size());
        values.writeBytes(data);
        return entry;
    }

    private static byte[] entry(int tag, int type, int count, int value) {
        return ByteBuffer.allocate(12)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }

    private static byte[] resource(int id, String data) {
        byte[] block = PhotoshopResources.of(bytes(data));
        block[4] = (byte) (id >> 8);
        block[5] = (byte) id;
        return block;
    }

    private static byte[] segment(int marker, String signature, byte[] data) {
        int length = 2 + signature.length() + data.length;
        return joined(
                new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, bytes(signature), data);
    }

    /** Segments between the start of a file and its scan: enough for what reads metadata. */
    private static byte[] jpeg(byte[]... segments) {
        return joined(new byte[] {(byte) 0xff, (byte) 0xd8}, joined(segments), new byte[] {
            (byte) 0xff, (byte) 0xda, 0, 2, (byte) 0xff, (byte) 0xd9
        });
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static String rdf(String inner) {
        return "<x:xmpmeta><rdf:RDF xmlns:rdf=\"#\">" + inner + "</rdf:RDF></x:xmpmeta>";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

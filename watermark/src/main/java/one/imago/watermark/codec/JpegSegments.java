package one.imago.watermark.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the segments of one JPEG file that are to be kept, in their order. Those that hold a thumbnail are made anew
 * without it; all others stay as they are, byte for byte.
 */
final class JpegSegments {
    private static final int NAME = 32;

    private final List<byte[]> others = new ArrayList<>();
    private final List<byte[]> xmpSegments = new ArrayList<>();
    private final List<byte[]> resourceSegments = new ArrayList<>();
    private final List<byte[]> comments = new ArrayList<>();
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private final ByteArrayOutputStream resources = new ByteArrayOutputStream();
    private final ByteArrayOutputStream extension = new ByteArrayOutputStream();
    private byte @Nullable [] exif;
    private byte @Nullable [] xmp;
    private String name = "";

    /** One segment from its marker to its end. */
    void add(int marker, byte[] segment) {
        FileBytes bytes = new FileBytes(segment, false);
        if (marker == JpegMetadata.APP1 && bytes.matches(4, JpegMetadata.EXIF)) {
            byte[] block = ExifThumbnail.removed(content(segment, JpegMetadata.EXIF.length()));
            exif = exif == null ? block : exif;
            others.add(JpegMetadata.exif(block));
        } else if (marker == JpegMetadata.APP1 && bytes.matches(4, JpegMetadata.XMP)) {
            xmp = content(segment, JpegMetadata.XMP.length());
            xmpSegments.add(segment);
        } else if (marker == JpegMetadata.APP1 && bytes.matches(4, JpegMetadata.EXTENDED_XMP)) {
            addExtension(bytes, segment);
            xmpSegments.add(segment);
        } else if (marker == JpegMetadata.APP13 && bytes.matches(4, JpegMetadata.RESOURCES)) {
            resources.writeBytes(content(segment, JpegMetadata.RESOURCES.length()));
            resourceSegments.add(segment);
        } else {
            if (marker == JpegMetadata.APP2 && bytes.matches(4, JpegMetadata.PROFILE)) {
                // Segments of one profile come in order; two bytes number them.
                profile.writeBytes(content(segment, JpegMetadata.PROFILE.length() + 2));
            } else if (marker == JpegMetadata.COMMENT) {
                addComment(content(segment, 0));
            }
            others.add(segment);
        }
    }

    PictureMetadata metadata() {
        List<byte[]> parts = new ArrayList<>(others);
        byte[] main = xmp;
        byte[] whole = null;
        byte[] more = extension.toByteArray();
        if (main != null) {
            boolean leaks = XmpPacket.hasThumbnails(main) || XmpPacket.hasThumbnails(more);
            byte[] clean = XmpPacket.withoutThumbnails(main);
            byte[] cleanMore = XmpPacket.withoutThumbnails(more);
            whole = cleanMore.length == 0 ? clean : XmpPacket.merged(clean, cleanMore);
            if (!leaks) {
                parts.addAll(xmpSegments);
            } else if (cleanMore.length > 0) {
                parts.addAll(JpegMetadata.xmp(XmpPacket.renamed(clean, name, cleanMore), cleanMore));
            } else {
                parts.addAll(JpegMetadata.xmp(clean));
            }
        }
        byte[] blocks = resources.toByteArray();
        byte[] kept = PhotoshopResources.withoutThumbnails(blocks);
        parts.addAll(kept.length == blocks.length ? resourceSegments : JpegMetadata.resources(kept));
        return new PictureMetadata(
                exif,
                profile.size() == 0 ? null : profile.toByteArray(),
                whole,
                kept.length == 0 ? null : kept,
                comments,
                parts);
    }

    /** As far as its first zero, where some programs end them. */
    private void addComment(byte[] comment) {
        int end = 0;
        while (end < comment.length && comment[end] != 0) {
            end++;
        }
        if (end > 0) {
            comments.add(Arrays.copyOf(comment, end));
        }
    }

    /** Name of the extension, its whole length, the place of this piece; pieces come in order. */
    private void addExtension(FileBytes bytes, byte[] segment) {
        int head = 4 + JpegMetadata.EXTENDED_XMP.length();
        String piece = new String(bytes.copy(head, head + NAME), StandardCharsets.ISO_8859_1);
        if (extension.size() == 0) {
            name = piece;
        }
        if (piece.equals(name) && bytes.u32(head + NAME + 4) == extension.size()) {
            extension.writeBytes(content(segment, JpegMetadata.EXTENDED_XMP.length() + NAME + 8));
        }
    }

    /** What stands behind marker, length and a signature. */
    private static byte[] content(byte[] segment, int signature) {
        return Arrays.copyOfRange(segment, Math.min(segment.length, 4 + signature), segment.length);
    }
}

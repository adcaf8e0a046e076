package one.imago.watermark.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * XMP packets as text, cut and joined but never parsed: entities and schemas of strangers stay unopened. Bytes become
 * characters one to one, so that nothing is lost whatever the encoding.
 */
final class XmpPacket {
    private static final Pattern EXTENSION_NOTE = Pattern.compile("\\sxmpNote:HasExtendedXMP=(\"[^\"]*\"|'[^']*')"
            + "|<xmpNote:HasExtendedXMP>[^<]*</xmpNote:HasExtendedXMP>");
    private static final String THUMBNAILS = ":Thumbnails";
    private static final int MAX_PREFIX = 64;
    private static final String END = "</rdf:RDF>";

    private XmpPacket() {}

    /** Whether it holds thumbnails, each a JPEG file in base 64, that show the picture without its mark. */
    static boolean hasThumbnails(byte[] packet) {
        return text(packet).contains(THUMBNAILS);
    }

    /** Without them; where one does not end, nothing is left of the packet. */
    static byte[] withoutThumbnails(byte[] packet) {
        String text = text(packet);
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(THUMBNAILS); at >= 0; at = text.indexOf(THUMBNAILS, from)) {
            int open = text.lastIndexOf('<', at);
            String close =
                    open < from || at - open > MAX_PREFIX ? "" : "</" + text.substring(open + 1, at) + THUMBNAILS + ">";
            int end = close.isEmpty() ? -1 : text.indexOf(close, at);
            if (end < 0) {
                return new byte[0];
            }
            kept.append(text, from, open);
            from = end + close.length();
        }
        return bytes(kept.append(text, from, text.length()).toString());
    }

    /** The main packet of a JPEG file with what its extension says put inside. */
    static byte[] merged(byte[] main, byte[] extension) {
        String text = EXTENSION_NOTE.matcher(text(main)).replaceAll("");
        String more = text(extension);
        int open = more.indexOf("<rdf:RDF");
        int from = open < 0 ? -1 : more.indexOf('>', open) + 1;
        int to = more.lastIndexOf(END);
        int at = text.lastIndexOf(END);
        if (from <= 0 || to < from || at < 0) {
            return bytes(text);
        }
        return bytes(text.substring(0, at) + more.substring(from, to) + text.substring(at));
    }

    /** A main packet that says nothing but that there is an extension. */
    static byte[] announcing(byte[] extension) {
        return bytes("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                + "<rdf:Description rdf:about=\"\" xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\" xmpNote:HasExtendedXMP=\""
                + name(extension) + "\"/></rdf:RDF></x:xmpmeta>");
    }

    /** The main packet that names another extension than before. */
    static byte[] renamed(byte[] main, String before, byte[] extension) {
        return bytes(text(main).replace(before, name(extension)));
    }

    /** By which a main packet and its extension find each other: MD5, as Adobe's specification has it. */
    static String name(byte[] extension) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(extension);
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static String text(byte[] packet) {
        return new String(packet, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

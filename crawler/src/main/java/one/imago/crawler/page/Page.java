package one.imago.crawler.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a page refers to, in the order of the page, each once.
 *
 * @param links pages, without fragments; empty when the page asks robots not to follow
 * @param pictures {@code img src}, {@code srcset} of {@code img} and {@code source}, their lazy-loading forms, and
 *     {@code og:image}
 */
public record Page(List<URI> links, List<URI> pictures) {
    private static final int MAX_REFERENCES = 5_000;
    private static final int MAX_ADDRESS_LENGTH = 2_048;

    /**
     * @param base address that the page was fetched from
     * @param contentType header, for its charset
     */
    public static Page parse(byte[] html, URI base, String contentType) {
        Document document;
        try {
            document = Jsoup.parse(new ByteArrayInputStream(html), charset(contentType), base.toString());
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
        Set<URI> links = new LinkedHashSet<>();
        boolean follow = document.select("meta[name=robots]").stream()
                .noneMatch(meta -> meta.attr("content").toLowerCase(Locale.ROOT).matches(".*\\b(nofollow|none)\\b.*"));
        if (follow) {
            for (Element anchor : document.select("a[href], area[href]")) {
                if (!anchor.attr("rel").toLowerCase(Locale.ROOT).contains("nofollow")) {
                    add(links, anchor.absUrl("href"));
                }
            }
        }
        Set<URI> pictures = new LinkedHashSet<>();
        for (Element element : document.select("img, source, meta[property=og:image], meta[name=twitter:image]")) {
            add(pictures, element.absUrl("src"));
            add(pictures, element.absUrl("data-src"));
            add(pictures, element.absUrl("content"));
            addSet(pictures, element, "srcset");
            addSet(pictures, element, "data-srcset");
        }
        return new Page(new ArrayList<>(links), new ArrayList<>(pictures));
    }

    /** The candidates of a {@code srcset} (HTML, 4.8.4.2.1): an address, then a descriptor up to the next comma. */
    private static void addSet(Set<URI> references, Element element, String attribute) {
        String set = element.attr(attribute);
        String base = element.baseUri();
        int at = 0;
        while (at < set.length()) {
            while (at < set.length() && (Character.isWhitespace(set.charAt(at)) || set.charAt(at) == ',')) {
                at++;
            }
            int start = at;
            while (at < set.length() && !Character.isWhitespace(set.charAt(at))) {
                at++;
            }
            String candidate = set.substring(start, at);
            if (candidate.endsWith(",")) {
                candidate = candidate.replaceAll(",+$", "");
            } else {
                int comma = set.indexOf(',', at);
                at = comma < 0 ? set.length() : comma;
            }
            if (!candidate.isEmpty()) {
                add(references, resolve(base, candidate));
            }
        }
    }

    private static String resolve(String base, String reference) {
        try {
            return new URI(base).resolve(reference.replace(" ", "%20")).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return "";
        }
    }

    private static void add(Set<URI> references, String address) {
        if (address.length() <= MAX_ADDRESS_LENGTH && references.size() < MAX_REFERENCES) {
            normalise(address).ifPresent(references::add);
        }
    }

    /** An http or https address without fragment and dot segments, spaces escaped; empty for anything else. */
    public static Optional<URI> normalise(String address) {
        try {
            URI uri = new URI(address.strip().replace(" ", "%20").replace("|", "%7C"));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.matches("https?") || uri.getHost() == null) {
                return Optional.empty();
            }
            StringBuilder text =
                    new StringBuilder(scheme).append("://").append(uri.getHost().toLowerCase(Locale.ROOT));
            if (uri.getPort() > 0 && uri.getPort() != ("https".equals(scheme) ? 443 : 80)) {
                text.append(':').append(uri.getPort());
            }
            String path = uri.normalize().getRawPath();
            text.append(path == null || path.isEmpty() ? "/" : path);
            if (uri.getRawQuery() != null) {
                text.append('?').append(uri.getRawQuery());
            }
            return Optional.of(new URI(text.toString()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String charset(String contentType) {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return null;
        }
        String name = contentType
                .substring(at + "charset=".length())
                .split("[;\\s]", 2)[0]
                .replace("\"", "");
        try {
            return Charset.isSupported(name) ? name : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

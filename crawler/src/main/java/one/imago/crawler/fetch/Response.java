package one.imago.crawler.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * One answer of a host.
 *
 * @param uri what was asked for
 * @param address the address that answered
 * @param status HTTP status
 * @param contentType header, empty when absent
 * @param location header of a redirect, resolved; empty when absent or not an address
 * @param body decompressed
 */
public record Response(
        URI uri, InetAddress address, int status, String contentType, Optional<URI> location, byte[] body) {
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public boolean isRedirect() {
        return status >= 300 && status < 400 && location.isPresent();
    }

    /** The media type without parameters, in lower case. */
    public String mediaType() {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}

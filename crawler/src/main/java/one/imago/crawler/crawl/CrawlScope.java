package one.imago.crawler.crawl;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which pages belong to a crawl. Pictures may stand anywhere, as they often do on another host. */
public enum CrawlScope {
    /** The seeds' hosts. */
    HOST,
    /** The seeds' registered domains and every host below them. */
    DOMAIN,
    /** Everything. */
    ANY;

    /** What identifies the part of the web that {@code uri} belongs to. */
    String territory(URI uri) {
        String host = uri.getHost();
        return switch (this) {
            case HOST -> host;
            case DOMAIN -> registeredDomain(host);
            case ANY -> "";
        };
    }

    Set<String> territories(Collection<URI> seeds) {
        Set<String> territories = new HashSet<>();
        seeds.forEach(seed -> territories.add(territory(seed)));
        return territories;
    }

    static String registeredDomain(String host) {
        String domain = EffectiveTldFinder.getAssignedDomain(host, true, true);
        return domain == null ? host : domain;
    }
}

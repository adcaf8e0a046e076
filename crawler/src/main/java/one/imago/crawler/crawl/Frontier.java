package one.imago.crawler.crawl;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is still to fetch: pages breadth first, and the pictures of a page before the next page. Every address once.
 * Bounded: what is discovered past the bound is forgotten. Used by one thread.
 */
final class Frontier {
    static final int MAX_ADDRESSES = 200_000;

    private final Deque<Item> pages = new ArrayDeque<>();
    private final Deque<Item> pictures = new ArrayDeque<>();
    private final Set<URI> seenPages = new HashSet<>();
    private final Set<PictureUse> seenPictures = new HashSet<>();

    void addPage(URI uri, int hops) {
        if (seenPages.size() < MAX_ADDRESSES && seenPages.add(uri)) {
            pages.add(new Item(uri, uri, false, hops));
        }
    }

    /** A picture on two pages is two uses; it is fetched once, by whoever remembers what it showed. */
    void addPicture(URI page, URI picture) {
        if (seenPictures.size() < MAX_ADDRESSES && seenPictures.add(new PictureUse(page, picture))) {
            pictures.add(new Item(page, picture, true, 0));
        }
    }

    Optional<Item> next() {
        Item picture = pictures.poll();
        return Optional.ofNullable(picture != null ? picture : pages.poll());
    }

    /** Drops the pages that are left; pictures already found are still fetched. */
    void dropPages() {
        pages.clear();
    }

    int size() {
        return pages.size() + pictures.size();
    }

    /**
     * Something to fetch.
     *
     * @param page the page, or the page on which the picture stands
     * @param uri what to fetch
     * @param isPicture whether it is a picture
     * @param hops redirects that led here
     */
    record Item(URI page, URI uri, boolean isPicture, int hops) {}

    private record PictureUse(URI page, URI picture) {}
}

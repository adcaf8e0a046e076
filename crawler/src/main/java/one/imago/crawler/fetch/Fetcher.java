package one.imago.crawler.fetch;

import java.net.URI;

/** Asks a host for one thing, with GET. Thread-safe; blocks the caller, so never call it on an event loop. */
public interface Fetcher {
    /**
     * @throws FetchException when nothing came; an answer of any status is a {@link Response}
     */
    Response fetch(URI uri, AddressGuard guard, FetchLimits limits) throws FetchException;
}

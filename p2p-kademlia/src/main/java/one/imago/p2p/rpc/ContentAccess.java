package one.imago.p2p.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.content.ContentStoreFull;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.p2p.block.NotPinned;
import one.imago.p2p.content.Announcements;
import one.imago.p2p.content.ContentDenied;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the methods and routes of content share: how ids are read, how failures of the store are told, and the rule that
 * content is public exactly when it is provided. Who asks for the bytes of private content is told that there is no such
 * public content, as for absent content.
 */
final class ContentAccess {
    /** Largest content that comes or goes in one request. */
    static final int MAX_BYTES = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ContentAccess.class);

    private final ContentStore store;
    private final Announcements announcements;

    ContentAccess(ContentStore store) {
        this(store, Announcements.NONE);
    }

    /**
     * @param announcements that a caller who publishes waits for
     */
    ContentAccess(ContentStore store, Announcements announcements) {
        this.store = store;
        this.announcements = announcements;
    }

    /** Stores content that its sender wants public. */
    ContentStat publish(InputStream content) throws RpcException {
        try {
            ContentStat stat = store.put(content);
            store.provide(stat.cid());
            announcements.await(stat.cid());
            return stat;
        } catch (ContentStoreFull | ContentDenied e) {
            throw refused(e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Pins content, from the network where need be. */
    ContentStat pin(String cid) throws RpcException {
        Cid id = parse(cid);
        try {
            return store.pin(id);
        } catch (ContentStoreFull | ContentDenied e) {
            throw refused(e);
        } catch (IOException e) {
            throw new RpcException(
                    Kind.NOT_FOUND,
                    "not-found",
                    "content " + cid + " could not be had: " + e.getMessage(),
                    "Check the content id, and that a peer that holds it is reachable.");
        }
    }

    /** Lets go of one pin. */
    ContentStat unpin(String cid) throws RpcException {
        ContentStat before = stat(cid);
        try {
            store.unpin(before.cid());
            return store.stat(before.cid())
                    .orElse(new ContentStat(before.cid(), before.size(), before.blocks(), false, false));
        } catch (NotPinned e) {
            throw notPinned(e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Makes pinned content public. */
    ContentStat provide(String cid) throws RpcException {
        ContentStat before = stat(cid);
        try {
            store.provide(before.cid());
            announcements.await(before.cid());
            return stat(cid);
        } catch (NotPinned e) {
            throw notPinned(e);
        } catch (ContentDenied e) {
            throw refused(e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static RpcException notPinned(NotPinned e) {
        return new RpcException(
                Kind.NOT_FOUND, "not-pinned", String.valueOf(e.getMessage()), "Pin it first; see content_pin.");
    }

    private static RpcException refused(IOException e) {
        String code = e instanceof ContentDenied ? ContentDenied.CODE : ContentStoreFull.CODE;
        return new RpcException(Kind.REFUSED, code, String.valueOf(e.getMessage()), "Nothing was stored.");
    }

    /** Fetches it from peers when it is not here, which takes a while. */
    ContentStat statOfPublic(String cid) throws RpcException {
        Cid id = parse(cid);
        try {
            return store.fetch(id, MAX_BYTES).filter(ContentStat::provided).orElseThrow(() -> notFound(cid));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    ContentStat stat(String cid) throws RpcException {
        Cid id = parse(cid);
        try {
            Optional<ContentStat> stat = store.stat(id);
            if (stat.isPresent()) {
                return stat.get();
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
        throw notFound(cid);
    }

    InputStream open(Cid cid) throws RpcException {
        try {
            Optional<InputStream> content = store.open(cid);
            if (content.isPresent()) {
                return content.get();
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
        throw notFound(cid.toString());
    }

    static RpcException unavailable(IOException e) {
        LOG.error("the content store failed: {}", e.getMessage());
        return new RpcException(
                Kind.UNAVAILABLE,
                "content-unavailable",
                "the content store failed: " + e.getMessage(),
                "Look at the node's log and its disk; putting the same content again repairs damaged blocks.");
    }

    static Cid parse(String cid) throws RpcException {
        try {
            return Cid.parse(cid);
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    Kind.INVALID_PARAMS,
                    "invalid-params",
                    "not a content id: " + e.getMessage(),
                    "A content id is version 1 in base32 and starts with bafkrei or bafybei.");
        }
    }

    private static RpcException notFound(String cid) {
        return new RpcException(
                Kind.NOT_FOUND,
                "not-found",
                "no public content " + cid + " on this node or its peers",
                "Check the content id.");
    }
}

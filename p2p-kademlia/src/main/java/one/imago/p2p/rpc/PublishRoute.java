package one.imago.p2p.rpc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.HttpRoute;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.Scope;
import one.imago.p2p.content.Announcements;

/** {@code PUT /v1/content}. */
public final class PublishRoute implements HttpRoute {
    private final ContentAccess access;

    public PublishRoute(ContentStore store, Announcements announcements) {
        this.access = new ContentAccess(store, announcements);
    }

    @Override
    public String method() {
        return "PUT";
    }

    @Override
    public String path() {
        return "/v1/content";
    }

    @Override
    public String summary() {
        return "Stores the body as public content and provides it.";
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.WRITE);
    }

    @Override
    public long maxBodyBytes() {
        return ContentAccess.MAX_BYTES;
    }

    @Override
    public Reply handle(String parameter, InputStream body) throws RpcException {
        ContentStat stat = access.publish(body);
        byte[] json =
                ("{\"cid\":\"" + stat.cid() + "\",\"size\":" + stat.size() + "}").getBytes(StandardCharsets.UTF_8);
        return new Reply("application/json", json.length, new ByteArrayInputStream(json));
    }
}

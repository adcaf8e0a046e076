package one.imago.p2p.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import one.imago.node.rpc.HttpRoute;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.Scope;
import one.imago.p2p.content.Announcements;
import one.imago.p2p.content.FileContentStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentMethodsTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    @TempDir
    Path directory;

    private FileContentStore store;

    @BeforeEach
    void openStore() throws IOException {
        store = new FileContentStore(directory, 4 << 20);
        store.open();
    }

    @Test
    void whatIsPutIsPublic() throws RpcException {
        String data = Base64.getEncoder().encodeToString(HELLO);

        ContentPut.Result put = new ContentPut(store, Announcements.NONE).call(new ContentPut.Params(data));

        assertThat(put.size()).isEqualTo(5);
        assertThat(new ContentGet(store).call(new ContentGet.Params(put.cid())).data())
                .isEqualTo(data);
        assertThat(new ContentStatus(store).call(new ContentStatus.Params(put.cid())))
                .isEqualTo(new ContentStatus.Result(put.cid(), 5, 1, true, true));
    }

    @Test
    void theRouteStoresAndAnswersInJson() throws Exception {
        try (InputStream answer = new PublishRoute(store, Announcements.NONE)
                .handle("", new ByteArrayInputStream(HELLO))
                .body()) {
            assertThat(new String(answer.readAllBytes(), UTF_8))
                    .isEqualTo("{\"cid\":\"bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq\",\"size\":5}");
        }
        assertThat(bytes(new PublicContentRoute(store)
                        .handle(
                                "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq",
                                InputStream.nullInputStream())))
                .isEqualTo(HELLO);
    }

    @Test
    void privateContentIsGivenToTheOperatorAlone() throws Exception {
        String cid = store.put(new ByteArrayInputStream(HELLO)).cid().toString();

        refused("not-found", () -> new ContentGet(store).call(new ContentGet.Params(cid)));
        refused("not-found", () -> new PublicContentRoute(store).handle(cid, InputStream.nullInputStream()));
        assertThat(new PrivateContentRoute(store).scope()).isEqualTo(Optional.of(Scope.ADMIN));
        assertThat(bytes(new PrivateContentRoute(store).handle(cid, InputStream.nullInputStream())))
                .isEqualTo(HELLO);
    }

    @Test
    void contentThatNobodyKeepsIsPublicNoLonger() throws Exception {
        var cid = store.put(new ByteArrayInputStream(HELLO)).cid();
        store.provide(cid);

        store.unpin(cid);

        refused("not-found", () -> new ContentGet(store).call(new ContentGet.Params(cid.toString())));
    }

    @Test
    void pinsCountAndWhatIsPinnedCanBeMadePublic() throws Exception {
        String cid = store.put(new ByteArrayInputStream(HELLO)).cid().toString();

        assertThat(new ContentPin(store).call(new ContentPin.Params(cid)))
                .isEqualTo(new ContentPin.Result(cid, 5, true, false));
        assertThat(new ContentProvide(store, Announcements.NONE)
                        .call(new ContentProvide.Params(cid))
                        .provided())
                .isTrue();
        assertThat(new ContentUnpin(store).call(new ContentUnpin.Params(cid)))
                .isEqualTo(new ContentUnpin.Result(cid, 5, true, true));
        assertThat(new ContentUnpin(store).call(new ContentUnpin.Params(cid)))
                .isEqualTo(new ContentUnpin.Result(cid, 5, false, false));

        refused("not-pinned", () -> new ContentUnpin(store).call(new ContentUnpin.Params(cid)));
        refused("not-pinned", () -> new ContentProvide(store, Announcements.NONE).call(new ContentProvide.Params(cid)));
        String absent = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
        refused("not-found", () -> new ContentPin(store).call(new ContentPin.Params(absent)));
        assertThat(new ContentPin(store).scope()).isEqualTo(Scope.WRITE);
        assertThat(new ContentUnpin(store).scope()).isEqualTo(Scope.ADMIN);
        assertThat(new ContentProvide(store, Announcements.NONE).scope()).isEqualTo(Scope.ADMIN);
    }

    @Test
    void refusalsNameTheirReason() throws Exception {
        var large = store.put(new ByteArrayInputStream(new byte[(1 << 20) + 1])).cid();
        store.provide(large);
        String absent = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

        refused("content-too-large", () -> new ContentGet(store).call(new ContentGet.Params(large.toString())));
        refused("invalid-params", () -> new ContentGet(store).call(new ContentGet.Params("../../etc/passwd")));
        refused("not-found", () -> new ContentStatus(store).call(new ContentStatus.Params(absent)));
        refused("invalid-params", () -> new ContentPut(store, Announcements.NONE).call(new ContentPut.Params("%%%")));
        refused(
                "disk-full",
                () -> new PublishRoute(store, Announcements.NONE)
                        .handle("", new ByteArrayInputStream(random(5 << 20))));
    }

    private static byte[] bytes(HttpRoute.Reply reply) throws IOException {
        try (InputStream body = reply.body()) {
            return body.readAllBytes();
        }
    }

    /** Unlike zeros, its chunks differ. */
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

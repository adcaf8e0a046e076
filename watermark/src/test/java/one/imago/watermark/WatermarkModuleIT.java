package one.imago.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import one.imago.node.crypto.Hash;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.rpc.Base64Bytes;
import one.imago.node.rpc.RpcException;
import one.imago.watermark.rpc.ImagePrepareMethod;
import one.imago.watermark.rpc.ImageSearchMethod;
import one.imago.watermark.rpc.ImageVerifyMethod;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.OpenCvEncoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkModuleIT {
    @TempDir
    Path directory;

    private AssembledNode node;

    @BeforeEach
    void start() throws Exception {
        node = new AssembledNode(directory);
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    private ImageVerifyMethod.Result verify(byte[] file) throws RpcException {
        return node.call(ImageVerifyMethod.class, new ImageVerifyMethod.Params(null, new Base64Bytes(file)));
    }

    @Test
    void registersAndRecognisesAPictureOverItsMethods() throws Exception {
        byte[] original = OpenCvEncoders.jpeg(SceneRenderer.render(1, 640, 480), 92);
        ImagePrepareMethod.Result prepared = node.prepare("anna", original);
        byte[] marked = node.scratch.read(prepared.markedUpload() == null ? "" : prepared.markedUpload());

        assertThat(prepared.marked()).isTrue();
        assertThat(prepared.phash()).matches("[0-9a-f]{16}");
        assertThat(prepared.markedSha256()).isEqualTo(Hash.sha256(marked).hex());
        assertThat(verify(marked).registered()).isFalse();

        var unused = node.ledger.reveal(Hash.parse(prepared.txId()));
        byte[] copy =
                Encoders.javaJpeg(node.registry.require(PictureReader.class).read(marked), 70);
        ImageVerifyMethod.Result found = verify(copy);

        assertThat(found.registered()).isTrue();
        assertThat(found.method()).isEqualTo("watermark");
        assertThat(found.workId()).isEqualTo(prepared.workId());
        assertThat(found.title()).isEqualTo("a lake");
        assertThat(found.role()).isEqualTo("author");
        assertThat(found.claims()).hasSize(1);
        assertThat(found.disputed()).isFalse();
        ImageSearchMethod.Result search =
                node.call(ImageSearchMethod.class, new ImageSearchMethod.Params(null, new Base64Bytes(copy), null));
        assertThat(search.matches())
                .first()
                .satisfies(hit -> assertThat(hit.workId()).isEqualTo(prepared.workId()));
        assertThat(node.metrics
                        .timer("image_verify_seconds", "outcome", "watermark")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void readsPicturesInAChild() throws Exception {
        Picture scene = SceneRenderer.render(3, 320, 200);

        Picture read = node.registry.require(PictureReader.class).read(Encoders.javaPng(scene));

        assertThat(read.bgr()).isEqualTo(scene.bgr());
    }

    @Test
    void refusesBadInputWithStableCodes() {
        assertThatThrownBy(() -> verify("not a picture".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        refused -> assertThat(refused.code()).isEqualTo("picture-not-a-picture"));
        assertThatThrownBy(() -> node.call(ImageVerifyMethod.class, new ImageVerifyMethod.Params(null, null)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid-params"));
        assertThatThrownBy(() -> node.call(ImageVerifyMethod.class, new ImageVerifyMethod.Params("nothing", null)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        refused -> assertThat(refused.code()).isEqualTo("upload-unknown"));
    }
}

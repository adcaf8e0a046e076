package one.imago.watermark.journey;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.OpenCvEncoders;
import one.imago.watermark.scene.SceneRenderer;

/** Pictures, and what people do to them. */
final class Copies {
    static final int WIDTH = 480;
    private static final int HEIGHT = 320;
    private static final Map<Long, byte[]> PHOTOGRAPHS = new ConcurrentHashMap<>();

    private Copies() {}

    static byte[] photograph(long seed) {
        return PHOTOGRAPHS
                .computeIfAbsent(seed, s -> OpenCvEncoders.jpeg(SceneRenderer.render(s, WIDTH, HEIGHT), 92))
                .clone();
    }

    static byte[] tiny() {
        return Encoders.javaPng(SceneRenderer.render(5, 64, 48));
    }

    static byte[] recompressed(byte[] file, int quality) throws PictureRejected {
        return Encoders.javaJpeg(pixels(file), quality);
    }

    static byte[] halved(byte[] file) throws PictureRejected {
        return OpenCvEncoders.jpeg(Reduction.of(pixels(file), WIDTH / 2), 85);
    }

    /** The same picture with a comment in its metadata. */
    static byte[] commented(byte[] jpeg) {
        byte[] comment = "found on a website".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xff);
        out.write(0xfe);
        out.write(0);
        out.write(comment.length + 2);
        out.writeBytes(comment);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** A picture with somebody's mark put into it. */
    static byte[] withMark(byte[] file, WorkId id) throws PictureRejected {
        Picture picture = pixels(file);
        Raster raster = Raster.of8(picture.width(), picture.height(), 3, picture.bgr());
        Raster marked = MarkSchemes.standard().embed(raster, id, MarkKey.LOCATOR);
        return Encoders.javaPng(new Picture(marked.width(), marked.height(), marked.samples8()));
    }

    static Picture pixels(byte[] file) throws PictureRejected {
        return new LocalPictureDecoder(PictureLimits.DEFAULT).read(file);
    }
}

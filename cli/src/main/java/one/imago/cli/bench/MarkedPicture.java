package one.imago.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.FlatAreas;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.mark.PictureQuality;

/**
 * A picture that carries an id of its own under the locator key, without loss.
 *
 * @param name of its file
 * @param original before
 * @param marked after
 * @param id what it carries
 * @param embedMillis CPU time of embedding alone
 */
record MarkedPicture(String name, Picture original, Picture marked, WorkId id, double embedMillis) {

    /** Empty when the picture is too small for the scheme. */
    static Optional<MarkedPicture> of(String name, Picture original, MarkScheme scheme, WorkId id) {
        if (!scheme.fits(original.width(), original.height())) {
            return Optional.empty();
        }
        Raster raster = Raster.of8(original.width(), original.height(), 3, original.bgr());
        ThreadCpu cpu = ThreadCpu.start();
        Raster marked = scheme.embed(raster, id, MarkKey.LOCATOR);
        double millis = cpu.millis();
        return Optional.of(new MarkedPicture(
                name, original, new Picture(marked.width(), marked.height(), marked.samples8()), id, millis));
    }

    /** An id that is the same in each run. */
    static WorkId idFor(String name) {
        byte[] hash = Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).bytes();
        return new WorkId(ByteBuffer.wrap(hash).getLong());
    }

    double megapixels() {
        return megapixels(original);
    }

    static double megapixels(Picture picture) {
        return picture.width() * (double) picture.height() / 1e6;
    }

    /** What marking cost the picture. */
    Quality quality() {
        return new Quality(
                PictureQuality.psnr(original, marked),
                PictureQuality.ssim(original, marked),
                FlatAreas.of(original, marked));
    }

    record Quality(double psnr, double ssim, FlatAreas flat) {}
}

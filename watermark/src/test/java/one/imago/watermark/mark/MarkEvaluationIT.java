package one.imago.watermark.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.OpenCvEncoders;
import org.junit.jupiter.api.Test;

/**
 * Prints how the mark fares on real photographs: {@code mvn verify -pl watermark -am -Dtest=NONE
 * -Dit.test=MarkEvaluationIT -Dsurefire.failIfNoSpecifiedTests=false -Dimago.pictures=DIR}. Skipped without that folder.
 */
class MarkEvaluationIT {
    private static final WorkId ID = WorkId.parse("fedcba9876543210");
    private static final int[] QUALITIES = {90, 80, 70, 60, 50, 40, 30};

    private final LocalPictureDecoder decoder = new LocalPictureDecoder(PictureLimits.DEFAULT);

    @Test
    void readsTheExactIdFromEveryPhotographAtQuality70() throws IOException, PictureRejected {
        String folder = System.getProperty("imago.pictures", "");
        assumeTrue(!folder.isEmpty(), "skipped: no folder of photographs given by -Dimago.pictures");
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(png|jpe?g|webp)"))
                    .sorted()
                    .toList()) {
                evaluate(file);
            }
        }
    }

    private void evaluate(Path file) throws IOException, PictureRejected {
        byte[] bytes = Files.readAllBytes(file);
        DecodedPicture source = decoder.decode(bytes);
        StringBuilder line = new StringBuilder(file.getFileName().toString());
        for (MarkScheme scheme : MarkSchemes.all()) {
            assertThat(scheme.extract(source.picture(), MarkKey.LOCATOR).ids())
                    .as("false alarm in %s", file)
                    .isEmpty();
            MarkResult result = new PictureMarker(scheme).mark(bytes, source, ID, MarkKey.LOCATOR, PictureFormat.PNG);
            if (!(result instanceof MarkResult.Marked marked)) {
                line.append(" | ").append(scheme.name()).append(": ").append(result);
                continue;
            }
            double ssim = PictureQuality.ssim(source.picture(), marked.picture());
            line.append(String.format(Locale.ROOT, " | %s %.1f dB %.4f", scheme.name(), marked.psnr(), ssim));
            for (int quality : QUALITIES) {
                boolean both = found(scheme, OpenCvEncoders.jpeg(marked.picture(), quality))
                        && found(scheme, Encoders.javaJpeg(marked.picture(), quality));
                line.append(' ').append(quality).append(both ? "+" : "-");
                assertThat(both || quality < 70).as("%s at %d", file, quality).isTrue();
            }
        }
        System.out.println(line);
    }

    private boolean found(MarkScheme scheme, byte[] jpeg) throws PictureRejected {
        Picture picture = decoder.read(jpeg);
        return scheme.extract(picture, MarkKey.LOCATOR).ids().equals(List.of(ID));
    }
}

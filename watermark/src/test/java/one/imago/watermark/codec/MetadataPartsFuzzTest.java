package one.imago.watermark.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Objects;

/** The parts of metadata alone, without a container in front that has to be right: the first byte says which. */
class MetadataPartsFuzzTest {
    @FuzzTest
    void everyPartIsCleanedOrLeftOut(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] part = Arrays.copyOfRange(data, 1, data.length);
        switch (data[0] & 3) {
            case 0 -> {
                byte[] once = ExifThumbnail.removed(part);
                assertThat(ExifThumbnail.removed(once)).isEqualTo(once);
            }
            case 1 -> {
                byte[] once = PhotoshopResources.withoutThumbnails(part);
                assertThat(PhotoshopResources.withoutThumbnails(once)).isEqualTo(once);
            }
            case 2 -> {
                byte[] half = Arrays.copyOf(part, part.length / 2);
                byte[] once = XmpPacket.withoutThumbnails(XmpPacket.merged(half, part));
                assertThat(once.length).isLessThanOrEqualTo(half.length + part.length);
            }
            default -> {
                try {
                    byte[] exif = Objects.requireNonNull(TiffMetadata.of(part).exif());
                    assertThat(exif).hasSizeLessThan(65_000);
                    new TiffDirectory(new FileBytes(exif, false)).next();
                } catch (FileBytes.BeyondEnd e) {
                    // refused
                }
            }
        }
    }
}

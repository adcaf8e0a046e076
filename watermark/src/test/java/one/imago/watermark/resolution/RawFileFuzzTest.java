package one.imago.watermark.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RawFileFuzzTest {
    @FuzzTest
    void findsNothingThatIsNotInTheFile(byte[] file) {
        RawFile.of(file).ifPresent(raw -> {
            assertThat(raw.preview().length).isLessThan(file.length);
            assertThat((long) raw.width() * raw.height()).isLessThanOrEqualTo(4L * file.length);
        });
    }
}

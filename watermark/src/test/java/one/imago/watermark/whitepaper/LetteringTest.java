package one.imago.watermark.whitepaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LetteringTest {
    @Test
    void drawsLettersAsLargeAsFit() {
        assertThat(shown(Lettering.draw("te", 7, 5).orElseThrow())).isEqualTo("""
                ### ###
                 #  #
                 #  ##
                 #  #
                 #  ###
                """);
        GrayPicture large = Lettering.draw("TEST", 32, 16).orElseThrow();
        assertThat(large.at(0, 0)).isZero();
        assertThat(large.at(1, 3)).isEqualTo(255);
        assertThat(large.at(2, 4)).isEqualTo(255);
    }

    @Test
    void breaksLinesEvenly() {
        assertThat(Lettering.draw("0123456789abcdef", 32, 16)).isPresent();
        assertThat(Lettering.draw("0123456789abcdef", 24, 12)).isEmpty();
    }

    @Test
    void refusesWordsItHasNoLettersFor() {
        assertThatThrownBy(() -> new Watermark.Text("Grüße", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters A to Z");
        assertThatThrownBy(() -> new Watermark.Text("  ", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Watermark.Text("A LONG STORY", Optional.empty()).drawn(16, 8))
                .hasMessageContaining("too long");
    }

    @Test
    void fitsAnyPictureInProportion() {
        byte[] tall = new byte[30 * 60];
        java.util.Arrays.fill(tall, (byte) 200);
        GrayPicture fitted = new GrayPicture(30, 60, tall).fitted(16, 8);
        assertThat(fitted.at(0, 4)).isZero();
        assertThat(fitted.at(8, 0)).isEqualTo(200);
        assertThat(fitted.at(6, 7)).isEqualTo(200);
        assertThat(fitted.at(10, 4)).isZero();
        // And a smaller one grows.
        assertThat(new GrayPicture(2, 1, new byte[] {0, 99}).fitted(16, 8).at(12, 7))
                .isEqualTo(99);
    }

    private static String shown(GrayPicture picture) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < picture.height(); y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < picture.width(); x++) {
                line.append(picture.at(x, y) > 0 ? '#' : ' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}

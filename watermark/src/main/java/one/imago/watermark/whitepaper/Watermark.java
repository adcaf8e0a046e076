package one.imago.watermark.whitepaper;

import java.util.Optional;
import one.imago.node.ledger.WorkId;

/**
 * What is to be written into a picture: a gray picture, an id, or both. Where there is an id and nothing else, the gray
 * picture shows its digits.
 */
public sealed interface Watermark {
    /** The id that a machine reads. */
    Optional<WorkId> id();

    /** The gray picture at a given size. */
    GrayPicture drawn(int width, int height);

    /**
     * Words in capitals.
     *
     * @param text of letters, digits, spaces and {@code . - + : / @ ! ? &}
     */
    record Text(String text, Optional<WorkId> id) implements Watermark {
        public Text {
            if (text.isBlank() || !Lettering.knows(text)) {
                throw new IllegalArgumentException(
                        "a watermark's text is made of letters A to Z, digits, spaces and" + " . - + : / @ ! ? &");
            }
        }

        @Override
        public GrayPicture drawn(int width, int height) {
            return Lettering.draw(text.strip(), width, height)
                    .orElseThrow(() -> new IllegalArgumentException("the text is too long: this picture carries a"
                            + " watermark of " + width + " x " + height + " dots, and a letter takes 4 x 6"));
        }
    }

    /** Any gray picture, scaled to fit. */
    record Drawing(GrayPicture picture, Optional<WorkId> id) implements Watermark {
        @Override
        public GrayPicture drawn(int width, int height) {
            return picture.fitted(width, height);
        }
    }

    /** An id alone. */
    record Id(WorkId value) implements Watermark {
        @Override
        public Optional<WorkId> id() {
            return Optional.of(value);
        }

        @Override
        public GrayPicture drawn(int width, int height) {
            return Lettering.draw(value.toString(), width, height).orElse(GrayPicture.plain(width, height, 0));
        }
    }
}

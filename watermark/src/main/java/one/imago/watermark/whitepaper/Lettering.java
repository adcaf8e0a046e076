package one.imago.watermark.whitepaper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text as a watermark picture: letters of 3 x 5 dots, white on black, as large as fit. */
final class Lettering {
    private static final int WIDTH = 3;
    private static final int HEIGHT = 5;
    private static final String LETTERS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-+:/@!?&";
    /** Fifteen dots of each letter, row by row from the top left, in octal: a digit is a row. */
    private static final int[] DOTS = {
        000000, 075557, 026227, 071747, 071717, 055711, 074717, 074757, 071122, 075757, 075717, 025755, 065656, 034443,
        065556, 074647, 074644, 034553, 055755, 072227, 011152, 055655, 044447, 057755, 065555, 025552, 065644, 025573,
        065655, 034216, 072222, 055557, 055552, 055775, 055255, 055222, 071247, 000002, 000700, 002720, 002020, 011244,
        025743, 022202, 061202, 025253
    };

    private Lettering() {}

    /** Whether there is a letter for every character, whatever its case. */
    static boolean knows(String text) {
        return text.toUpperCase(Locale.ROOT).chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0);
    }

    /** The text in lines as even and letters as large as fit; empty when not even the smallest do. */
    static Optional<GrayPicture> draw(String text, int width, int height) {
        if (text.isEmpty() || !knows(text)) {
            throw new IllegalArgumentException("no letters for this text");
        }
        for (int scale = Math.min(width, height); scale > 0; scale--) {
            int columns = (width / scale + 1) / (WIDTH + 1);
            int rows = (height / scale + 1) / (HEIGHT + 1);
            List<String> lines = columns == 0 ? List.of() : lines(text.toUpperCase(Locale.ROOT), columns);
            if (columns > 0 && lines.size() <= rows) {
                return Optional.of(draw(lines, scale, width, height));
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(String text, int columns) {
        int count = (text.length() + columns - 1) / columns;
        int length = (text.length() + count - 1) / count;
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < text.length(); from += length) {
            lines.add(text.substring(from, Math.min(text.length(), from + length)));
        }
        return lines;
    }

    private static GrayPicture draw(List<String> lines, int scale, int width, int height) {
        byte[] samples = new byte[width * height];
        int top = (height - scale * (lines.size() * (HEIGHT + 1) - 1)) / 2;
        for (String line : lines) {
            int left = (width - scale * (line.length() * (WIDTH + 1) - 1)) / 2;
            for (int i = 0; i < line.length(); i++) {
                int dots = DOTS[LETTERS.indexOf(line.charAt(i))];
                for (int dot = 0; dot < WIDTH * HEIGHT; dot++) {
                    if (((dots >> (WIDTH * HEIGHT - 1 - dot)) & 1) == 1) {
                        int x = left + scale * (i * (WIDTH + 1) + dot % WIDTH);
                        fill(samples, width, x, top + scale * (dot / WIDTH), scale);
                    }
                }
            }
            top += scale * (HEIGHT + 1);
        }
        return new GrayPicture(width, height, samples);
    }

    private static void fill(byte[] samples, int width, int left, int top, int side) {
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                samples[y * width + x] = -1;
            }
        }
    }
}

package one.imago.chain.copyright;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a public title may be: at most 200 bytes of UTF-8, no control characters, nothing that breaks a line or turns the
 * direction of writing, so that it cannot pretend on a page to be something else. The ranges are written out because
 * every node must agree on them whatever Unicode its platform knows.
 */
public final class Title {
    public static final int MAX_BYTES = 200;

    private Title() {}

    /** What is wrong with a title, for a person; empty when nothing is. */
    public static Optional<String> problem(String title) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(title)) {
            return Optional.of("the title is not valid text");
        }
        if (title.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("the title is longer than " + MAX_BYTES + " bytes of UTF-8");
        }
        for (int i = 0; i < title.length(); i++) {
            char c = title.charAt(i);
            boolean control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
            boolean separator = c == 0x2028 || c == 0x2029;
            boolean direction = c == 0x061c
                    || c == 0x200e
                    || c == 0x200f
                    || (c >= 0x202a && c <= 0x202e)
                    || (c >= 0x2066 && c <= 0x2069);
            if (control || separator || direction) {
                return Optional.of("the title has a control character at position " + (i + 1));
            }
        }
        return Optional.empty();
    }
}

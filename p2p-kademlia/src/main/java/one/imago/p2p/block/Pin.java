package one.imago.p2p.block;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the store remembers of one root. On disk a text of four lines, so that an operator can read it.
 *
 * @param size bytes of the content
 * @param blocks nodes and leaves of its tree, each place counted
 * @param count how often it was pinned; 0 when it may be collected
 * @param provided whether it is public
 */
public record Pin(long size, long blocks, long count, boolean provided) {
    static final int MAX_BYTES = 200;
    private static final Pattern FORM = Pattern.compile(
            "imago-pin 1\nsize (0|[1-9][0-9]{0,17})\nblocks ([1-9][0-9]{0,17})\npins (0|[1-9][0-9]{0,17})\nprovided (yes|no)\n");

    /** The same root with another count; content that nobody pins is not public. */
    public Pin withCount(long newCount) {
        return new Pin(size, blocks, newCount, provided && newCount > 0);
    }

    /** The same root, public. */
    public Pin asProvided() {
        return new Pin(size, blocks, count, true);
    }

    byte[] encode() {
        String text = "imago-pin 1\nsize " + size + "\nblocks " + blocks + "\npins " + count + "\nprovided "
                + (provided ? "yes" : "no") + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static Pin decode(byte[] bytes) throws IOException {
        Matcher matcher = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            throw new IOException("a pin record is not in the format imago-pin 1");
        }
        return new Pin(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4).equals("yes"));
    }
}

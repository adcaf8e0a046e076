package one.imago.p2p.takedown;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;

/**
 * The operator's list of content that this node does not hold: the compact format of IPIP-383, as far as it names whole
 * content by id. A line is {@code /ipfs/CID}, or {@code //} and 64 hexadecimal digits: SHA-256 of the id as text and a
 * slash, so that a list can be published without saying what is on it. {@code !} in front allows again. Comments, a header
 * that ends with {@code ---}, and hints after a space are passed over. Other rules (paths, names, other hashes) are
 * counted, not applied. Immutable.
 */
public final class Denylist {
    /** Denies nothing. */
    public static final Denylist EMPTY = new Denylist(Set.of(), 0);

    private static final int MAX_LINE = 2048;
    private static final int MAX_RULES = 10_000_000;

    private final Set<Hash> hashes;
    private final long passedOver;

    private Denylist(Set<Hash> hashes, long passedOver) {
        this.hashes = hashes;
        this.passedOver = passedOver;
    }

    public boolean denies(Cid cid) {
        return !hashes.isEmpty() && hashes.contains(hashOf(cid));
    }

    /** Ids on the list. */
    public int size() {
        return hashes.size();
    }

    /** Rules of a kind that this node does not apply. */
    public long passedOver() {
        return passedOver;
    }

    /**
     * Reads a list to its end.
     *
     * @throws IOException when it cannot be read, or is too large
     */
    public static Denylist read(Reader text) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        Set<Hash> denied = new HashSet<>();
        long passedOver = 0;
        boolean first = true;
        boolean header = false;
        String line = lines.readLine();
        while (line != null) {
            if (line.length() > MAX_LINE || denied.size() > MAX_RULES) {
                throw new IOException("a denylist has lines of at most " + MAX_LINE + " characters and at most "
                        + MAX_RULES + " rules");
            }
            String rule = line.strip();
            if (first && rule.startsWith("version:")) {
                header = true;
            }
            first = first && (rule.isEmpty() || rule.startsWith("#"));
            if (header) {
                header = !rule.equals("---");
            } else if (!rule.isEmpty() && !rule.startsWith("#")) {
                passedOver += apply(rule, denied) ? 0 : 1;
            }
            line = lines.readLine();
        }
        return new Denylist(Set.copyOf(denied), passedOver);
    }

    private static boolean apply(String line, Set<Hash> denied) {
        boolean allow = line.startsWith("!");
        String rule = (allow ? line.substring(1) : line).split("\\s", 2)[0];
        Hash hash;
        try {
            if (rule.startsWith("//")) {
                hash = Hash.parse(rule.substring(2));
            } else if (rule.startsWith("/ipfs/")) {
                hash = hashOf(Cid.parse(rule.substring("/ipfs/".length())));
            } else {
                return false;
            }
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (allow) {
            denied.remove(hash);
        } else {
            denied.add(hash);
        }
        return true;
    }

    private static Hash hashOf(Cid cid) {
        return Hash.sha256((cid + "/").getBytes(StandardCharsets.US_ASCII));
    }
}

package one.imago.node.picture;

import java.util.List;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;

/** The answer to whose picture this is. */
public sealed interface Identification {
    /**
     * It is this work.
     *
     * @param work the earliest claim
     * @param method what decided
     * @param confidence 0 to 1; 1 for exact matches
     * @param claims every claim on the original, in commit order; more than one means disputed
     */
    record Confirmed(Work work, Method method, double confidence, List<Work> claims) implements Identification {
        public Confirmed {
            claims = List.copyOf(claims);
        }
    }

    /** It carries a mark that nothing confirms; anyone can copy a mark, so no owner is named. */
    record MarkUnconfirmed(WorkId claimedWorkId) implements Identification {}

    /** Nothing was found. */
    record NotFound() implements Identification {}

    /** What decided. */
    enum Method {
        SHA256("sha256"),
        PIXELS("pixels"),
        WATERMARK("watermark"),
        FINGERPRINT("fingerprint");

        private final String text;

        Method(String text) {
            this.text = text;
        }

        /** The name in JSON. */
        public String text() {
            return text;
        }
    }
}

package one.imago.chain.transaction;

import java.util.Map;
import one.imago.node.ledger.Amount;

/**
 * The least fee of a transaction: a base for the envelope and its signature, so much for each byte of the body, and the
 * work of its kind beyond a transfer's. All in units of 10^-8 token; part of protocol 1. The envelope's length is
 * bounded, so only the body counts, and a sender can tell the fee before it is written into the envelope.
 */
public final class FeeSchedule {
    /** Envelope, signature, nonce: 0.0001 token. */
    public static final long BASE = 10_000;

    /** A byte of the body: 0.000001 token. */
    public static final long PER_BYTE = 100;

    /** What a kind costs on top; kinds that are not named cost nothing more. */
    private static final Map<String, Long> KIND_WORK = Map.of(
            "copyright/commit-work", 10_000L,
            "copyright/register-work", 100_000L,
            "copyright/grant-licence", 10_000L,
            "passport/create", 100_000L);

    private FeeSchedule() {}

    /**
     * @param bodyBytes length of the encoded body
     */
    public static Amount minimum(TransactionKind kind, int bodyBytes) {
        if (bodyBytes < 0 || bodyBytes > SignedTransaction.MAX_SIZE) {
            throw new IllegalArgumentException("a body has 0 to " + SignedTransaction.MAX_SIZE + " bytes");
        }
        long work = KIND_WORK.getOrDefault(kind.module() + "/" + kind.kind(), 0L);
        return new Amount(BASE + PER_BYTE * bodyBytes + work);
    }
}

package one.imago.chain.copyright;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Arrays;
import one.imago.chain.copyright.UnsafeToSign.Reason;
import one.imago.chain.proto.TransactionPayload;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.chain.transaction.TransactionDraft;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.UnsignedTransaction;

/** Reads the envelope of a transaction that a node prepared, strictly. */
final class PreparedPayload {
    private PreparedPayload() {}

    static <M extends Message> M body(
            UnsignedTransaction unsigned, TransactionKind kind, Parser<M> parser, SigningLimits limits)
            throws UnsafeToSign {
        return body(envelope(unsigned, kind, limits), kind, parser);
    }

    static <M extends Message> M body(TransactionPayload payload, TransactionKind kind, Parser<M> parser)
            throws UnsafeToSign {
        return parse(parser, payload.getBody().toByteArray(), kind.toString());
    }

    static TransactionPayload envelope(UnsignedTransaction unsigned, TransactionKind kind, SigningLimits limits)
            throws UnsafeToSign {
        TransactionPayload payload = parse(TransactionPayload.parser(), unsigned.payload(), "transaction");
        require(
                payload.getFormat() == TransactionDraft.FORMAT
                        && payload.getProtocol() == TransactionDraft.PROTOCOL
                        && payload.getKeyScheme() == KeyScheme.ED25519.code()
                        && payload.getExpiry() > 0,
                Reason.MALFORMED,
                "its envelope is not of format 1, protocol 1, key scheme 1");
        require(
                new TransactionKind(payload.getModule(), payload.getKind(), payload.getVersion()).equals(kind),
                Reason.KIND,
                "it is not a " + kind);
        require(
                Arrays.equals(
                        payload.getChainId().toByteArray(), limits.chainId().bytes()),
                Reason.CHAIN,
                "it is for another chain");
        require(
                Arrays.equals(payload.getSender().toByteArray(), limits.sender().bytes()),
                Reason.SENDER,
                "its sender is not your address");
        require(
                payload.getNonce() >= limits.minNonce()
                        && payload.getNonce() - limits.minNonce() <= SigningLimits.NONCE_WINDOW,
                Reason.NONCE,
                "its nonce " + Long.toUnsignedString(payload.getNonce()) + " cannot be your next one");
        require(
                payload.getFeeLimit() >= 0 && limits.maxFee().covers(new Amount(payload.getFeeLimit())),
                Reason.FEE,
                "its fee is above the most that you allow, " + limits.maxFee());
        require(
                TransactionDraft.id(unsigned.payload()).equals(unsigned.txId()),
                Reason.TRANSACTION_ID,
                "its id is not that of its bytes");
        require(
                unsigned.fee().units() == payload.getFeeLimit(),
                Reason.FEE,
                "the fee that was said is not the one in the transaction");
        return payload;
    }

    private static <M extends Message> M parse(Parser<M> parser, byte[] bytes, String what) throws UnsafeToSign {
        try {
            return CanonicalMessage.parse(parser, bytes);
        } catch (NonCanonicalException e) {
            throw new UnsafeToSign(Reason.MALFORMED, "do not sign: not a " + what + ": " + e.getMessage());
        }
    }

    static void require(boolean holds, Reason reason, String problem) throws UnsafeToSign {
        if (!holds) {
            throw new UnsafeToSign(reason, "do not sign what the node prepared: " + problem);
        }
    }

    static Hash hash(com.google.protobuf.ByteString bytes) {
        return Hash.of(bytes.toByteArray());
    }
}

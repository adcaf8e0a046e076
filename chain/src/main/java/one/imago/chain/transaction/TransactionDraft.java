package one.imago.chain.transaction;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import one.imago.chain.proto.TransactionPayload;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.UnsignedTransaction;

/**
 * What a sender wants, before it is encoded.
 *
 * @param chainId the chain it is for
 * @param kind what it does
 * @param sender who will sign
 * @param nonce the sender's next nonce
 * @param feeLimit fee offered; charged whole when it is included
 * @param expiry last height at which it may be included
 * @param body encoded body of the kind
 */
public record TransactionDraft(
        Hash chainId, TransactionKind kind, Address sender, long nonce, Amount feeLimit, long expiry, byte[] body) {
    public static final int FORMAT = 1;
    public static final int PROTOCOL = 1;
    private static final byte[] ID_DOMAIN = "imago/transaction-id/1\0".getBytes(StandardCharsets.US_ASCII);

    /** The exact bytes to sign, and their id. */
    public UnsignedTransaction encode() {
        byte[] payload = TransactionPayload.newBuilder()
                .setFormat(FORMAT)
                .setChainId(ByteString.copyFrom(chainId.bytes()))
                .setProtocol(PROTOCOL)
                .setModule(kind.module())
                .setKind(kind.kind())
                .setVersion(kind.version())
                .setSender(ByteString.copyFrom(sender.bytes()))
                .setKeyScheme(KeyScheme.ED25519.code())
                .setNonce(nonce)
                .setFeeLimit(feeLimit.units())
                .setExpiry(expiry)
                .setBody(ByteString.copyFrom(body))
                .build()
                .toByteArray();
        return new UnsignedTransaction(id(payload), feeLimit, payload);
    }

    /** Id of a transaction with this payload: SHA-256("imago/transaction-id/1" ‖ 0x00 ‖ payload). */
    public static Hash id(byte[] payload) {
        return Hash.sha256(ID_DOMAIN, payload);
    }
}

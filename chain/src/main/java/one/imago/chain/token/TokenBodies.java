package one.imago.chain.token;

import com.google.protobuf.ByteString;
import one.imago.chain.proto.TokenTransfer;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/** What an account can ask of the token module. */
public final class TokenBodies {
    public static final TransactionKind TRANSFER = new TransactionKind("token", "transfer", 1);

    private TokenBodies() {}

    /** Sends tokens; the fee comes on top. */
    public static TransactionBody transfer(Address to, Amount amount) {
        return new TransactionBody(
                TRANSFER,
                TokenTransfer.newBuilder()
                        .setTo(ByteString.copyFrom(to.bytes()))
                        .setAmount(amount.units())
                        .build()
                        .toByteArray());
    }
}
